import assert from "node:assert/strict";
import { trailAlarms } from "../../../components/detection/trail-alarms";

describe("the alarms on a trail", () => {
  for (const { suffix, pattern, technique, threshold } of trailAlarms) {
    it(`count ${suffix} by a pattern that metric filters take`, () => {
      assert.ok(pattern.length <= 1024);
      assert.match(pattern, /^\{ \(.*\) \}$/);
      assert.equal(pattern.split("(").length, pattern.split(")").length);
      assert.doesNotMatch(pattern, /undefined/);
      assert.match(technique, /^T\d{4}(\.\d{3})?$/);
      assert.ok(threshold >= 1);
    });
  }

  it("wait for as many failed logins as lock an account, and for none of the rest", () => {
    assert.deepEqual(
      trailAlarms.map(({ suffix, threshold }) => [suffix, threshold]),
      [
        ["failed-logins", 5],
        ["login-without-mfa", 1],
        ["root-use", 1],
        ["privilege-change", 1],
        ["guard-change", 1],
      ],
    );
  });

  it("count changes of rights by the names of the calls", () => {
    const pattern = trailAlarms.find(({ suffix }) => suffix === "privilege-change")?.pattern ?? "";
    for (const call of ["AttachRolePolicy", "CreateAccessKey", "PutRolePolicy", "UpdateAssumeRolePolicy"]) {
      assert.ok(pattern.includes(`($.eventName = "${call}")`), call);
    }
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { upTo } from "../../../components/ingress/whole-number";

const accepts = (max: number, text: string) => new RegExp(upTo(max)).test(text);

describe("a regular expression of whole numbers", () => {
  it("ends with the last number", () => {
    for (const max of [0, 7, 9, 10, 19, 99, 100, 104_857_600]) {
      assert.deepEqual([accepts(max, String(max)), accepts(max, String(max + 1))], [true, false], String(max));
    }
  });

  it("fits a number exactly where it is not larger", () => {
    const number = fc.oneof(fc.nat(), fc.nat(1000), fc.maxSafeNat());
    fc.assert(
      fc.property(number, number, (max, candidate) => {
        assert.equal(accepts(max, String(candidate)), candidate <= max, upTo(max));
      }),
    );
  });

  it("fits nothing but a number", () => {
    for (const text of ["", "-1", "+1", "1.0", "1e3", " 1", "1 ", "1,1", "0x1", "007", "١"]) {
      assert.ok(!accepts(1_048_576, text), text);
    }
  });

  it("stays short enough for a web firewall", () => {
    fc.assert(fc.property(fc.nat(100 * 1024 * 1024), (max) => assert.ok(upTo(max).length <= 200, upTo(max))));
  });
});

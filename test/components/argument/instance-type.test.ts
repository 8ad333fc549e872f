import assert from "node:assert/strict";
import { assertInstanceTypes, isArm } from "../../../components/argument/instance-type";
import { refusals } from "../../../components/argument/refusal";

const accepts = (...types: readonly string[]) => assertInstanceTypes(refusals("Servers", "chat"), "types", types);

describe("types of instances", () => {
  it("are of Graviton processors where a g follows the generation", () => {
    const arm = ["a1.large", "t4g.nano", "m7g.large", "c7gn.xlarge", "r8gd.2xlarge", "im4gn.large", "g5g.xlarge"];
    const x86 = ["m7i.large", "g4dn.xlarge", "g6.large", "c6a.large", "i4i.large", "p5en.48xlarge", "u-6tb1.metal"];
    assert.deepEqual(arm.filter(isArm), arm);
    assert.deepEqual(x86.filter(isArm), []);
  });

  it("are of the Nitro system, as i3 is on bare metal only", () => {
    accepts("i3.metal", "i3en.large", "m7i-flex.large", "m5.large");
    for (const type of ["i3.large", "t2.micro", "m4.large", "c4.8xlarge", "p3.2xlarge", "x1e.32xlarge"]) {
      assert.throws(() => accepts(type), {
        message: `Servers "chat": types[0] is "${type}"; CTR-01 requires an instance of the Nitro system, such as m7g.large.`,
      });
    }
    accepts("p3dn.24xlarge");
  });
});

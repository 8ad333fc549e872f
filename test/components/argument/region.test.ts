import assert from "node:assert/strict";
import { refusals } from "../../../components/argument/refusal";
import { assertRegions } from "../../../components/argument/region";
import { jurisdictions } from "../../../protocol/data";

const refuse = refusals("PermissionBoundary", "chat");
const accept = (regions: readonly string[]) => assertRegions(refuse, "regions", regions);

describe("regions", () => {
  it("can be all those of a jurisdiction", () => {
    for (const regions of Object.values(jurisdictions)) {
      assert.doesNotThrow(() => accept(regions));
    }
  });

  it("can be one that the protocol does not place", () => assert.doesNotThrow(() => accept(["me-south-1"])));

  for (const regions of [
    ["eu-central-1", "us-east-1"],
    ["eu-west-1", "eu-west-2"],
    ["eu-central-1", "me-south-1"],
    ["me-south-1", "me-central-1"],
    ["cn-north-1", "ap-east-1"],
  ]) {
    it(`cannot be ${regions.join(" and ")}, of two jurisdictions`, () => {
      assert.throws(() => accept(regions), {
        message: `PermissionBoundary "chat": regions is ${JSON.stringify(regions)}; DAT-04 requires regions of one jurisdiction.`,
      });
    });
  }

  for (const region of ["", "eu", "*", "eu-central-1a", "EU-CENTRAL-1", "eu-central-1 ", "frankfurt"]) {
    it(`cannot be "${region}"`, () => {
      assert.throws(() => accept(["eu-central-1", region]), {
        message: `PermissionBoundary "chat": regions[1] is "${region}"; expected a region such as eu-central-1.`,
      });
    });
  }

  it("cannot be one twice", () => {
    assert.throws(() => accept(["eu-central-1", "eu-central-1"]), {
      message: 'PermissionBoundary "chat": regions is ["eu-central-1","eu-central-1"]; expected each of them once.',
    });
  });
});

import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { refusals } from "../../../components/argument/refusal";
import { outsideChina } from "../../../components/child/partition";
import { valueOf } from "../../support/mocks";

describe("what the China partition does not have", () => {
  const refusal = () => refusals("Vpn", "ops")("region", "China", "another place");

  it("is refused there", async () => {
    await assert.rejects(valueOf(outsideChina(pulumi.output({ partition: "aws-cn" }), refusal)), {
      message: 'Vpn "ops": region is "China"; expected another place.',
    });
  });

  it("is made elsewhere, where it was", async () => {
    const place = { partition: "aws-us-gov", region: "us-gov-west-1" };
    assert.deepEqual(await valueOf(outsideChina(pulumi.output(place), refusal)), place);
  });
});

import fc from "fast-check";
import { HybridNodes, type HybridNodesArgs, type NodeCertificates } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

type PolicyArns = NonNullable<HybridNodesArgs["policyArns"]>;

const queue: PolicyArns = { queue: "arn:aws:iam::123456789012:policy/relay-queue" };
const power: PolicyArns = { power: "arn:aws:iam::aws:policy/PowerUserAccess" };
const certificates: NodeCertificates = {
  certificateAuthorityArn:
    "arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
  organizationalUnit: "relays",
  policyArns: queue,
};

export const sample: Sample<HybridNodesArgs> = {
  args: fc.record(
    {
      description: mostly(["Relays of the plant"], [""]),
      registrations: mostly([1, 1000], [0, 1001]),
      issuedOn: mostly(["2026-11-20"], ["2026-02-30", "tomorrow"]),
      validDays: mostly([1, 30], [0, 31]),
      patchGroup: mostly(["relays"], [" "]),
      policyArns: mostly([{}, queue], [power]),
      certificates: mostly(
        [certificates],
        [
          { ...certificates, policyArns: {} },
          { organizationalUnit: "relays", policyArns: queue },
        ],
      ),
      inventoryBucket: fc.constant({ bucketName: "inventory", region: "eu-central-1", kmsKeyArn: key.keyArn }),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["description", "registrations", "issuedOn", "patchGroup", "tags"] },
  ),
  make: (name, args) => new HybridNodes(name, args),
};

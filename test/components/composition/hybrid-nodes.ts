import { HybridNodes } from "../../../components";
import { key, tags } from "./foundation";

new HybridNodes("plant", {
  description: "Message relays of the plant",
  registrations: 20,
  issuedOn: "2026-11-20",
  validDays: 3,
  patchGroup: "relays",
  policyArns: { logs: "arn:aws:iam::123456789012:policy/patch-logs" },
  certificates: {
    certificateAuthorityArn:
      "arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
    organizationalUnit: "relays",
    policyArns: { queue: "arn:aws:iam::123456789012:policy/relay-queue" },
  },
  inventoryBucket: { bucketName: "inventory", region: "eu-central-1", kmsKeyArn: key.keyArn },
  accountId: "123456789012",
  tags,
});
new HybridNodes("branch", {
  description: "Relays of the branch offices",
  registrations: 1,
  issuedOn: "2026-11-20",
  patchGroup: "relays",
  tags,
});

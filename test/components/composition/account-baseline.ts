import { AccountBaseline } from "../../../components";
import { key, tags } from "./foundation";

export const account = new AccountBaseline("account", {
  homeRegion: "eu-west-1",
  regions: {
    "eu-central-1": { volumeKmsKeyArn: key.keyArn },
    "eu-west-1": {
      volumeKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90",
    },
  },
  minPasswordLength: 20,
  maxPasswordAgeDays: 60,
  unusedAccessDays: 14,
  accountId: "123456789012",
  tags,
});

new AccountBaseline("account-least", {
  homeRegion: "eu-central-1",
  regions: { "eu-central-1": { volumeKmsKeyArn: key.keyArn } },
  makesConfigRole: false,
  tags,
});

import { SshKeys } from "../../../components";
import { publicKeys } from "../../support/ssh-keys";
import { tags } from "./foundation";

new SshKeys("keys", {
  hostTags: { "asset-class": "server", env: "production" },
  maxAuthTries: 3,
  everyHours: 1,
  publicKeys: { operations: publicKeys.ed25519, deployment: publicKeys.rsa4096 },
  tags,
});

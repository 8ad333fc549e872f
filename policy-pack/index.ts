import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";
import { register } from "./register";

/** Pulumi puts the stack's configuration here before it starts a pack. */
const configuration = JSON.parse(process.env["PULUMI_CONFIG"] ?? "{}") as Record<string, string>;

new PolicyPack("palisade", { policies: register(policies, configuration) });

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
enum Purpose {
  Logs = "logs",
}

const names = config.requireObject<string[]>("names");
names.forEach(
  (name, index) => new aws.s3.Bucket(`bucket-${index}`, { tags: { name: String(name), purpose: Purpose.Logs } }),
);

export const size = config.requireNumber("size");
export const settings = config.requireObject("settings");
export const when = config.require("when");

import * as pulumi from "@pulumi/pulumi";
import { Thing } from "../../fake";

export class Site extends pulumi.ComponentResource {
  constructor(private readonly label: string) {
    super("typescript:index:Site", label);
    new Thing(`${this.label}-part`, {}, { parent: this });
  }
}

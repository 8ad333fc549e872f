// What Pulumi generates of the package for programs.
const pulumi = require("@pulumi/pulumi");

const version = "0.1.0";

class Site extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    const outputs = { arn: undefined, password: undefined, label: undefined };
    super("site:index:Site", name, { ...outputs, ...args }, pulumi.mergeOptions({ version }, opts), true);
  }

  describe(args) {
    return pulumi.runtime.call("site:index:Site/describe", { __self__: this, ...args }, this).text;
  }
}

class Badge extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("site:index:Badge", name, { label: undefined, ...args }, pulumi.mergeOptions({ version }, opts), true);
  }
}

module.exports = { Badge, Site };

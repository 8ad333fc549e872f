const pulumi = require("@pulumi/pulumi");

module.exports = async () => {
  const thing = new pulumi.CustomResource("fake:index:Thing", "one", { cwd: process.cwd() }, { version: "1.2.3" });
  return { stack: pulumi.getStack(), urn: thing.urn };
};

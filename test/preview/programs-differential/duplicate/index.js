const k8s = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

const good = new k8s.core.v1.ConfigMap("good", { data: { a: "b" } });
const bad = new k8s.core.v1.ConfigMap("good", { data: { a: "c" } }, { dependsOn: good });
new k8s.core.v1.ConfigMap("never", { data: { a: pulumi.interpolate`${bad.id}` } });

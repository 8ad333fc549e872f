import assert from "node:assert/strict";
import { answerGap, constructGap, resourceGap } from "../../preview/gaps";
import { secret } from "../../preview/values";
import { UNKNOWN } from "../../preview/wire";

const urn = "urn:pulumi:dev::app::some:index:Component::it";
const instead =
  "are not seen, as nothing renders it here. " +
  'What "helm template" prints can be judged instead, in a kubernetes.yaml.v2.ConfigGroup.';

describe("what is not seen", () => {
  it("is what belongs to a component of another provider", () => {
    assert.deepEqual(constructGap({ type: "awsx:ec2:Vpc", urn, inputs: {} }), {
      kind: "remote component",
      urn,
      message:
        "awsx:ec2:Vpc is made by its provider, so its resources are not seen. " +
        '"pulumi preview" with this policy pack and the provider\'s own plugin shows them.',
    });
  });

  it("is what a chart consists of, by its name, version and place as far as they are known", () => {
    const v4 = (inputs: Parameters<typeof constructGap>[0]["inputs"]) =>
      constructGap({ type: "kubernetes:helm.sh/v4:Chart", urn, inputs })?.message;
    assert.equal(v4({ chart: "redis", version: "20.0.0" }), `The resources of the chart redis 20.0.0 ${instead}`);
    assert.equal(
      v4({ chart: UNKNOWN, version: secret("1.0.0"), repositoryOpts: { repo: "https://charts.example.com" } }),
      `The resources of the chart (unknown) (unknown) of https://charts.example.com ${instead}`,
    );
    const jsonOpts = JSON.stringify({ path: "./charts/own" });
    assert.deepEqual(answerGap("kubernetes:helm:template", { jsonOpts }), {
      kind: "helm chart",
      message: `The resources of the chart ./charts/own ${instead}`,
    });
  });

  it("is what a release consists of, and a chart that cannot even ask to be rendered", () => {
    const release = { type: "kubernetes:helm.sh/v3:Release", urn, inputs: { chart: "nginx" } };
    assert.deepEqual(resourceGap(release), {
      kind: "helm chart",
      urn,
      message: `The resources of the chart nginx ${instead}`,
    });
    const type = "kubernetes:helm.sh/v3:Chart";
    assert.equal(resourceGap({ type, urn, inputs: { chart: "nginx", values: { a: UNKNOWN } } })?.kind, "helm chart");
    assert.equal(resourceGap({ type, urn, inputs: { chart: "nginx", values: { a: 1 } } }), undefined);
    assert.equal(resourceGap({ type: "aws:s3/bucket:Bucket", urn, inputs: { a: UNKNOWN } }), undefined);
  });

  it("is what a kustomization consists of", () => {
    const message =
      "The resources of the directory ./base are not seen, as nothing renders it here. " +
      'What "kubectl kustomize" prints can be judged instead, in a kubernetes.yaml.v2.ConfigGroup.';
    const inputs = { directory: "./base" };
    assert.equal(constructGap({ type: "kubernetes:kustomize/v2:Directory", urn, inputs })?.message, message);
    assert.equal(answerGap("kubernetes:kustomize:directory", inputs).message, message);
  });

  it("is manifests that are unknown or elsewhere, and none that can be read", () => {
    const type = "kubernetes:yaml/v2:ConfigGroup";
    assert.equal(constructGap({ type, urn, inputs: { yaml: "a: b", files: ["a.yaml", "C/b.yaml"] } }), undefined);
    assert.deepEqual(constructGap({ type, urn, inputs: { files: ["a.yaml", "https://example.com/b.yaml"] } }), {
      kind: "unread manifests",
      urn,
      message:
        "The manifests of https://example.com/b.yaml are not fetched, so their resources are not seen. " +
        "Save them as files of the program.",
    });
    assert.deepEqual(constructGap({ type, urn, inputs: { objs: [{ a: UNKNOWN }] } }), {
      kind: "unread manifests",
      urn,
      message: "Its manifests are not known before the update, so its resources are not seen.",
    });
  });
});

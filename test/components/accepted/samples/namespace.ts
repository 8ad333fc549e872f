import fc from "fast-check";
import {
  type ContainerResources,
  Namespace,
  type NamespaceArgs,
  type NamespaceQuota,
  type PodFlow,
  Protocol,
} from "../../../../components";
import { tags } from "../../composition/foundation";
import { changed } from "../changed";
import type { Sample } from "../sample";

const flow = changed<PodFlow>(
  { peer: { workload: "gateway" }, port: 443, description: "Messages" },
  {
    peer: fc.oneof(
      fc.constantFrom(
        { namespaceName: "monitoring" },
        { namespaceName: "chat", workload: "gateway" },
        { podLabels: { app: "collector" } },
        { internet: true },
      ),
      fc
        .constantFrom("10.20.0.0/16", "10.0.0.0/8", "203.0.113.0/24", "0.0.0.0/0", "169.254.0.0/16", "2001:db8::/48")
        .map((cidrBlock) => ({ cidrBlock })),
    ),
    port: fc.constantFrom(5432, 22, 0),
    protocol: fc.constantFrom(...Object.values(Protocol)),
    description: fc.constantFrom("消息", ""),
  },
);

export const flows = fc.dictionary(fc.constantFrom("one", "two"), flow, { maxKeys: 2, noNullPrototype: true });

export const resources = changed<ContainerResources>(
  { cpuRequest: "100m", memoryRequest: "64Mi", memoryLimit: "1Gi" },
  {
    cpuRequest: fc.constantFrom("0.25", "2", "1000m", "0"),
    memoryRequest: fc.constantFrom("1Gi", "128m"),
    memoryLimit: fc.constantFrom("63Mi", "1Ti"),
    cpuLimit: fc.constantFrom("1", "4"),
  },
);

export const sample: Sample<NamespaceArgs> = {
  args: changed<NamespaceArgs>(
    { quota: { cpu: "16", memory: "64Gi" }, tags },
    {
      quota: changed<NamespaceQuota>(
        { cpu: "500m", memory: "1Ti" },
        { pods: fc.constantFrom(0, 1, 10_000, 10_001), loadBalancers: fc.constantFrom(0, 1) },
      ),
      containerDefaults: resources,
      dnsRanges: fc.subarray(["172.20.0.0/16", "169.254.20.10/32", "8.8.8.8/32"]),
      ingress: flows,
      egress: flows,
      podLabels: fc.constant({ app: "chat" }),
      tags: fc.constantFrom(tags, { ...tags, owner: "IM platform" }),
    },
  ),
  make: (name, args) => new Namespace(name, args),
};

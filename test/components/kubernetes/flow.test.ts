import assert from "node:assert/strict";
import { Environment, Namespace, type PodFlow, type PodPeer, Protocol, RecoveryTier } from "../../../components";
import { refusals } from "../../../components/argument/refusal";
import { assertPodFlows, type Direction } from "../../../components/kubernetes/flow";
import { named, record } from "../../support/mocks";

const flow: PodFlow = { peer: { workload: "gateway" }, port: 8443, description: "Requests" };

const refuse = refusals("Workload", "chat");

const judge = (direction: Direction, change: Partial<PodFlow>, name = "one") =>
  assertPodFlows(refuse, direction, { [name]: { ...flow, ...change } });

/** The other end as a policy that lets out names it. */
async function peerIn(peer: PodPeer): Promise<unknown> {
  const { resources } = await record(
    () =>
      new Namespace("chat", {
        quota: { cpu: "1", memory: "1Gi" },
        egress: { one: { ...flow, port: 443, peer } },
        tags: { env: Environment.Development, tier: RecoveryTier.None, owner: "im" },
      }),
  );
  const { egress } = named(resources, "chat-egress-one").inputs["spec"] as { egress: { to: unknown[] }[] };
  return egress[0]?.to;
}

describe("a flow of pods", () => {
  const peers: readonly (readonly [words: string, peer: PodPeer, stated: unknown])[] = [
    [
      "a workload of the same namespace",
      { workload: "gateway" },
      { podSelector: { matchLabels: { "app.kubernetes.io/name": "gateway" } } },
    ],
    [
      "a workload of another namespace",
      { namespaceName: "edge", workload: "gateway" },
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } },
        podSelector: { matchLabels: { "app.kubernetes.io/name": "gateway" } },
      },
    ],
    [
      "pods with labels",
      { podLabels: { "gateway.networking.k8s.io/gateway-name": "public" } },
      { podSelector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "public" } } },
    ],
    [
      "every pod of a namespace",
      { namespaceName: "kube-system" },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
    ],
    ["a range", { cidrBlock: "10.20.0.0/20" }, { ipBlock: { cidr: "10.20.0.0/20" } }],
    [
      "the internet, which is neither here nor on the node",
      { internet: true },
      {
        ipBlock: {
          cidr: "0.0.0.0/0",
          except: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"],
        },
      },
    ],
  ];

  for (const [words, peer, stated] of peers) {
    it(`may lead to ${words}`, async () => assert.deepEqual(await peerIn(peer), [stated]));
  }

  const refused: readonly (readonly [string, Direction, Partial<PodFlow>, string])[] = [
    [
      "no description",
      "ingress",
      { description: " " },
      'description is " "; NET-01 requires a description of what it is for',
    ],
    ["no port", "egress", { port: 0 }, "port is 0; NET-01 requires one port from 1 to 65535"],
    [
      "a protocol that is none",
      "egress",
      { protocol: "sctp" as Protocol },
      'protocol is "sctp"; expected one of tcp, udp',
    ],
    [
      "an administrative port",
      "ingress",
      { port: 22 },
      "port is 22; ADM-02 requires the operations VPN as the only way to SSH",
    ],
    [
      "no other end",
      "ingress",
      { peer: {} },
      "peer is {}; NET-01 requires exactly one of pods (namespaceName, workload or podLabels), cidrBlock and internet",
    ],
    [
      "two other ends",
      "egress",
      { peer: { workload: "gateway", cidrBlock: "10.0.0.0/24" } },
      'peer is {"workload":"gateway","cidrBlock":"10.0.0.0/24"}; NET-01 requires exactly one of pods (namespaceName, ' +
        "workload or podLabels), cidrBlock and internet",
    ],
    [
      "the internet coming in",
      "ingress",
      { peer: { internet: true }, port: 443 },
      "peer.internet is true; NET-02 requires a gateway or a load balancer before the pods",
    ],
    [
      "the internet on another port than that of HTTPS",
      "egress",
      { peer: { internet: true }, port: 80 },
      "port is 80; NET-02 requires tcp 443 to the internet",
    ],
    [
      "the internet by another protocol than that of HTTPS",
      "egress",
      { peer: { internet: true }, port: 443, protocol: Protocol.Udp },
      "port is 443; NET-02 requires tcp 443 to the internet",
    ],
    [
      "a range that is none",
      "egress",
      { peer: { cidrBlock: "10.0.0.1/24" } },
      'peer.cidrBlock is "10.0.0.1/24"; expected the first address of a range and its prefix length, such as 10.8.0.0/22',
    ],
    [
      "the metadata service of nodes",
      "egress",
      { peer: { cidrBlock: "169.254.169.0/24" }, port: 80 },
      'peer.cidrBlock is "169.254.169.0/24"; CTR-01 requires a range without the metadata service of nodes',
    ],
    [
      "the metadata service of nodes by IPv6",
      "egress",
      { peer: { cidrBlock: "fd00::/8" }, port: 80 },
      'peer.cidrBlock is "fd00::/8"; CTR-01 requires a range without the metadata service of nodes',
    ],
    [
      "a namespace that cannot be",
      "egress",
      { peer: { namespaceName: "*" } },
      'peer.namespaceName is "*"; expected at most 63 lowercase letters, digits and hyphens, no hyphen first or last',
    ],
    [
      "a workload that cannot be",
      "egress",
      { peer: { workload: "" } },
      'peer.workload is ""; expected at most 63 lowercase letters, digits and hyphens, a letter first and no hyphen last',
    ],
    [
      "labels that are none",
      "egress",
      { peer: { podLabels: {} } },
      "peer.podLabels is {}; NET-01 requires one label at least",
    ],
  ];

  for (const [words, direction, change, message] of refused) {
    it(`is refused with ${words}`, () => {
      assert.throws(() => judge(direction, change), { message: `Workload "chat": ${direction}.one.${message}.` });
    });
  }

  it("is refused under a name that no policy can have", () => {
    assert.throws(() => judge("ingress", {}, "From clients"), {
      message:
        'Workload "chat": ingress.From clients is "From clients"; expected a name of at most 40 lowercase letters, digits ' +
        "and hyphens.",
    });
  });

  it("is accepted from a private range of any width", () => {
    assert.doesNotThrow(() => judge("ingress", { peer: { cidrBlock: "10.0.0.0/8" } }));
  });
});

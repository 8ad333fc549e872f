import fc from "fast-check";
import { EndRole, Path, type PathArgs, type PathEnd, Protocol } from "../../../../components";
import { clientPorts, server, tags } from "../../composition/foundation";
import { edge, vpn } from "../../composition/network";
import type { Sample } from "../sample";

// Roles that the stack bears out: what an end claims to be is for the policies to see through.
const end: fc.Arbitrary<PathEnd> = fc.oneof(
  fc.constantFrom(edge.end, vpn.end, server.end),
  fc.constantFrom({ cidrBlock: "10.99.0.0/24", role: EndRole.OperationsVpn }),
  fc
    .constantFrom("10.98.0.0/16", "10.0.0.0/8", "0.0.0.0/0", "8.0.0.0/8", "203.0.113.0/24", "::/0")
    .map((cidrBlock) => ({
      cidrBlock,
    })),
  fc.constant({ internet: true }),
);

export const sample: Sample<PathArgs> = {
  args: fc.record(
    {
      from: end,
      to: end,
      port: fc.constantFrom(0, 22, 80, 443, 3389, 5223, 5432, 8443, 65535),
      toPort: fc.constantFrom(22, 443, 5432, 8443, 65535),
      rangeReason: fc.constantFrom("Replicas", ""),
      protocol: fc.constantFrom(...Object.values(Protocol)),
      description: fc.constantFrom("Requests", ""),
      redirect: fc.boolean(),
      clientPorts: fc.constantFrom(clientPorts, []),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["from", "to", "port", "description", "tags"] },
  ),
  make: (name, args) => new Path(name, args),
};

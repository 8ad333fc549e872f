import fc from "fast-check";
import { EndRole, Firewall, type FirewallArgs } from "../../../../components";
import { network, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<FirewallArgs> = {
  args: fc.record(
    {
      vpcId: fc.constant(network.vpcId),
      description: fc.constantFrom("Chat gateways", "", "聊天网关"),
      role: fc.constantFrom(...Object.values(EndRole)),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["vpcId", "description", "tags"] },
  ),
  make: (name, args) => new Firewall(name, args),
};

import fc from "fast-check";
import { DataClass, FlowEnd, GatewayEndpoint, InterfaceEndpoint, NatStrategy, Network } from "../../../../components";
import type { NetworkArgs } from "../../../../components";
import { clientPorts, key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<NetworkArgs> = {
  args: fc.record(
    {
      cidrBlock: fc.constantFrom("10.30.0.0/16", "10.31.0.0/23", "172.16.0.0/20", "10.30.0.0/24", "203.0.113.0/20"),
      zones: fc.subarray(["eu-central-1a", "eu-central-1b", "eu-central-1c"], { minLength: 1 }),
      logs: fc.record(
        {
          kmsKeyArn: fc.constant(key.keyArn),
          retentionDays: fc.constantFrom(150, 180, 181, 365, 3653),
          dataClass: fc.constantFrom(...Object.values(DataClass)),
        },
        { requiredKeys: ["kmsKeyArn"] },
      ),
      nat: fc.constantFrom(...Object.values(NatStrategy)),
      gatewayEndpoints: fc.subarray(Object.values(GatewayEndpoint)),
      interfaceEndpoints: fc.subarray(Object.values(InterfaceEndpoint), { maxLength: 2 }),
      clientPorts: fc.constantFrom(clientPorts, []),
      redirectHttp: fc.boolean(),
      flows: fc.array(
        fc.record({
          from: fc.constantFrom(...Object.values(FlowEnd)),
          to: fc.constantFrom(...Object.values(FlowEnd)),
          port: fc.constantFrom(22, 443, 5432, 70000),
          description: fc.constantFrom("Messages", ""),
        }),
        { maxLength: 2 },
      ),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["cidrBlock", "zones", "logs", "tags"] },
  ),
  make: (name, args) => new Network(name, args),
};

import fc from "fast-check";
import { Cache, type CacheArgs, type CacheUser, DataClass, Weekday } from "../../../../components";
import { alarmTopicArn } from "../../composition/database";
import { key, network, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

const user: fc.Arbitrary<CacheUser> = fc.record(
  {
    name: mostly(["api", "chat"], ["a-name-too-long-for-ids", "Api"]),
    keys: mostly<string[]>([["api:*"], ["api:*", "chat:*"]], [["*"], []]),
    channels: mostly<string[]>([["api:*"], []], [["*"]]),
    commands: mostly<string[]>(
      [
        ["@read", "@connection"],
        ["get", "cluster|slots"],
      ],
      [["@all"], []],
    ),
  },
  { requiredKeys: ["name", "keys", "commands"] },
);

export const sample: Sample<CacheArgs> = {
  args: fc.record(
    {
      version: mostly(["9.0", "8.1", "7.2"], ["7.0", "8"]),
      vpcId: fc.constant(network.vpcId),
      subnetIds: mostly([network.dataSubnetIds, network.dataSubnetIds.slice(0, 2)], [[]]),
      nodeType: mostly(["cache.r7g.large", "cache.t4g.small"], ["cache.r6gd.xlarge"]),
      nodesPerShard: mostly([2, 6], [1, 7]),
      shards: mostly([1, 3], [0, NaN]),
      users: fc.uniqueArray(user, { minLength: 1, maxLength: 2, selector: ({ name }) => name }),
      kmsKeyArn: fc.constant(key.keyArn),
      logs: fc.record(
        { kmsKeyArn: fc.constant(key.keyArn), retentionDays: mostly([180, 365], [90]) },
        { requiredKeys: ["kmsKeyArn"] },
      ),
      dataClass: fc.constantFrom(...Object.values(DataClass)),
      retentionDays: mostly([1827, 3653], [34, 365]),
      timezone: mostly(["Asia/Shanghai", "Europe/London"], ["nowhere"]),
      maintenanceDay: fc.constantFrom(...Object.values(Weekday)),
      alarmTopicArn: fc.constant(alarmTopicArn),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["version", "vpcId", "subnetIds", "nodeType", "users", "kmsKeyArn", "logs", "tags"] },
  ),
  make: (name, args) => new Cache(name, args),
};

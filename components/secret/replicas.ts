import type * as pulumi from "@pulumi/pulumi";
import { secretVault } from "../../protocol/secret";
import { assertKeyArn } from "../argument/key-arn";
import type { Refuse } from "../argument/refusal";
import { assertRegion, assertSamePartition } from "../argument/region";

/** A copy of a secret in another region. */
export interface SecretReplica {
  /** Region of the copy, such as `eu-west-1`. */
  region: string;
  /** ARN of a key of that region, which encrypts the copy (SEC-02). Its policy must admit Secrets Manager. */
  kmsKeyArn: pulumi.Input<string>;
}

/** @throws RefusedArgumentError for a region that is none or named twice, and for a key that is not of its region. */
export function assertReplicas(
  refuse: Refuse,
  replicas: readonly SecretReplica[],
  primaryKeyArn: pulumi.Input<string>,
): void {
  replicas.forEach(({ region, kmsKeyArn }, index) => {
    const argument = `replicas[${index}]`;
    assertRegion(refuse, `${argument}.region`, region);
    assertKeyArn(refuse, `${argument}.kmsKeyArn`, kmsKeyArn, secretVault, region);
    if (kmsKeyArn === primaryKeyArn) {
      throw refuse(
        `${argument}.kmsKeyArn`,
        kmsKeyArn,
        `a key of ${region}, and not that of the secret itself`,
        secretVault,
      );
    }
  });
  const regions = replicas.map(({ region }) => region);
  if (new Set(regions).size < regions.length) {
    throw refuse("replicas", regions, "each region once");
  }
}

/** @throws RefusedArgumentError for a copy in the region of the secret itself, and for one in another partition. */
export function assertReplicasElsewhere(refuse: Refuse, replicas: readonly SecretReplica[], own: string): void {
  replicas.forEach(({ region }, index) => {
    const argument = `replicas[${index}].region`;
    if (region === own) {
      throw refuse(argument, region, `another region than ${own}`);
    }
    assertSamePartition(refuse, argument, region, { from: own, to: region });
  });
}

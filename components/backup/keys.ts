import * as pulumi from "@pulumi/pulumi";
import { backupEncryption } from "../../protocol/backup";
import { keySeparation } from "../../protocol/key";
import { isKnown } from "../argument/known";
import type { Refuse } from "../argument/refusal";

const KEY_ARN = /^arn:[\w-]+:kms:([\w-]+):\d{12}:key\/[\w-]+$/;

interface BackupKey {
  /** Argument that names the key. */
  readonly argument: string;
  readonly keyArn: pulumi.Input<string>;
  /** Region that the key must be in; absent where it is that of the component. */
  readonly region?: string;
}

/**
 * Whatever of the keys is known already.
 * @throws RefusedArgumentError for what is no key, for a key in another region, and for one that encrypts the data too.
 */
export function assertBackupKey(refuse: Refuse, key: BackupKey, dataKeyArns: readonly pulumi.Input<string>[]): void {
  if (isKnown(key.keyArn)) {
    assertSeparate(refuse, key, key.keyArn, dataKeyArns);
  }
}

/**
 * The ARN of the key, once it and those of the data are known.
 * @throws RefusedArgumentError through the output, as `assertBackupKey` does.
 */
export const separateKey = (
  refuse: Refuse,
  key: BackupKey,
  dataKeyArns: readonly pulumi.Input<string>[],
): pulumi.Output<string> =>
  pulumi.all([key.keyArn, pulumi.all([...dataKeyArns])]).apply(([keyArn, dataKeys]) => {
    assertSeparate(refuse, key, keyArn, dataKeys);
    return keyArn;
  });

function assertSeparate(refuse: Refuse, { argument, region }: BackupKey, keyArn: string, dataKeys: readonly unknown[]) {
  const [, keyRegion] = KEY_ARN.exec(keyArn) ?? [];
  if (keyRegion === undefined) {
    throw refuse(argument, keyArn, "the ARN of a key", backupEncryption);
  }
  if (region !== undefined && keyRegion !== region) {
    throw refuse(argument, keyArn, `a key in ${region}`, backupEncryption);
  }
  if (dataKeys.includes(keyArn)) {
    throw refuse(argument, keyArn, "a key that does not encrypt the data as well", keySeparation);
  }
}

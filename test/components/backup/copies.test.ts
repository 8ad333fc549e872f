import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { BackupResource, DataClass, Environment, RecoveryTier, RefusedArgumentError } from "../../../components";
import { refusals } from "../../../components/argument/refusal";
import { accountOfCopies, assertCopiesFrom, type Copies, type Place } from "../../../components/backup/copies";
import { valueOf } from "../../support/mocks";
import { refusalOf } from "../../support/refusal";

const key = "arn:aws:kms:eu-west-1:111122223333:key/copy";
const here: Place = { region: "eu-central-1", accountId: "111122223333" };
const outside = "arn:aws:backup:eu-central-1:444455556666:backup-vault:chat";

const copies = (change: Partial<Copies>): Copies => ({
  kinds: [BackupResource.Efs],
  dataClass: DataClass.Important,
  tags: { env: Environment.Production, tier: RecoveryTier.Orange, owner: "im-platform" },
  ...change,
});

const to = (region: string, change: Partial<Copies> = {}) =>
  copies({ copyRegion: { region, kmsKeyArn: key }, ...change });

const messageOf = (change: Copies, place: Place = here): string | undefined =>
  refusalOf(() => assertCopiesFrom(refusals("Backup", "chat"), change, place))?.message;

describe("copies of backups", () => {
  it("go to another region of the jurisdiction and to another account", () => {
    assert.equal(messageOf(to("eu-west-1", { accountVaultArn: outside })), undefined);
    const beijing = { region: "cn-north-1", accountId: "111122223333" };
    assert.equal(messageOf(to("cn-northwest-1"), beijing), undefined);
  });

  it("stay within the jurisdiction unless a transfer is recorded", () => {
    assert.equal(
      messageOf(to("us-east-1")),
      'Backup "chat": copyRegion.region is "us-east-1"; DAT-05 requires a region of the same jurisdiction such as ' +
        "eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, or a transferRecord.",
    );
    assert.equal(messageOf(to("us-east-1", { transferRecord: "T-2026-14" })), undefined);
  });

  it("stay in a region of which no jurisdiction is known, unless a transfer is recorded", () => {
    const stockholm = { region: "ap-east-1", accountId: "111122223333" };
    assert.equal(
      messageOf(to("eu-central-1"), stockholm),
      'Backup "chat": copyRegion.region is "eu-central-1"; DAT-05 requires a region of the same jurisdiction, or a ' +
        "transferRecord.",
    );
  });

  it("never leave the partition, which no service can", () => {
    const record = { transferRecord: "T-2026-14" };
    const from = fc.constantFrom("eu-central-1", "us-east-1");
    const beyond = fc.constantFrom("cn-north-1", "us-gov-west-1", "eusc-de-east-1");
    fc.assert(
      fc.property(from, beyond, (one, other) => {
        const refused = (origin: string, target: string) =>
          messageOf(to(target, record), { region: origin, accountId: "111122223333" });
        assert.match(refused(one, other) ?? "", /expected a region that .* can copy to, of the same partition\.$/);
        assert.match(refused(other, one) ?? "", /expected a region that .* can copy to, of the same partition\.$/);
      }),
    );
  });

  it("leave the region", () => {
    assert.equal(
      messageOf(to("eu-central-1")),
      'Backup "chat": copyRegion.region is "eu-central-1"; BAK-05 requires another region than eu-central-1.',
    );
  });

  it("leave the account, which is told apart before the region is known", () => {
    const own = "arn:aws:backup:eu-central-1:111122223333:backup-vault:chat";
    assert.equal(
      messageOf(copies({ accountVaultArn: own }), { accountId: "111122223333" }),
      `Backup "chat": accountVaultArn is "${own}"; BAK-02 requires a vault outside of account 111122223333.`,
    );
    assert.equal(messageOf(copies({ accountVaultArn: own }), {}), undefined);
  });

  it("leave the account, which is told once it is known", async () => {
    const own = "arn:aws:backup:eu-central-1:111122223333:backup-vault:chat";
    const account = pulumi.output(
      Promise.resolve({ accountId: "111122223333", region: "eu-central-1", partition: "aws", dnsSuffix: "" }),
    );
    const refuse = refusals("Backup", "chat");
    assert.equal(
      (await valueOf(accountOfCopies(refuse, copies({ accountVaultArn: outside }), account))).partition,
      "aws",
    );
    await assert.rejects(
      valueOf(accountOfCopies(refuse, copies({ accountVaultArn: own }), account)),
      (error: unknown) => {
        assert.ok(error instanceof RefusedArgumentError);
        assert.equal(
          error.message,
          `Backup "chat": accountVaultArn is "${own}"; BAK-02 requires a vault outside of account 111122223333.`,
        );
        return true;
      },
    );
  });

  it("of databases go to another account in the same region alone", () => {
    const accountVaultArn = "arn:aws:backup:eu-west-1:444455556666:backup-vault:chat";
    assert.equal(messageOf(copies({ accountVaultArn })), undefined);
    assert.equal(
      messageOf(copies({ accountVaultArn, kinds: [BackupResource.Efs, BackupResource.Rds] })),
      `Backup "chat": accountVaultArn is "${accountVaultArn}"; expected a vault in eu-central-1: rds is copied to ` +
        "another region or another account, not to both at once.",
    );
  });

  it("to another account stay within the jurisdiction as well", () => {
    const accountVaultArn = "arn:aws:backup:us-east-1:444455556666:backup-vault:chat";
    assert.equal(
      messageOf(copies({ accountVaultArn })),
      `Backup "chat": accountVaultArn is "${accountVaultArn}"; DAT-05 requires a region of the same jurisdiction such as ` +
        "eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, or a transferRecord.",
    );
  });
});

import { Provider } from "@pulumi/aws";
import { Config, type Input, type ProviderResource } from "@pulumi/pulumi";
import { Environment, Key, type KeyService, RecoveryTier, SubscriptionProtocol, type Tags } from "../components";

/** What the blueprints read alike from the configuration of their stack. */

const declared = new Config("palisade");

export const config = new Config();

export const tags: Tags = {
  env: declared.require<Environment>("env", { allowedValues: Object.values(Environment) }),
  tier: declared.require<RecoveryTier>("tier", { allowedValues: Object.values(RecoveryTier) }),
  owner: config.require("owner"),
};
export const isProduction = tags.env === Environment.Production;

/** The account is known before the cloud is asked, where the stack declares it. */
export const common = { accountId: declared.get("accountId"), tags };

/** Who hears of alarms. */
export const onCall = { name: "on-call", protocol: SubscriptionProtocol.Email, endpoint: config.require("onCall") };

export const timezone = declared.get("timezone");

/** The region of the stack, and that of its copies. */
export const homeRegion = new Config("aws").require("region");
export const recoveryRegion = config.require("recoveryRegion");
export const inRecoveryRegion = { provider: new Provider("recovery", { region: recoveryRegion }) };

export const zones = config.requireObject<string[]>("zones");

/** A key for one purpose, which its administrators manage and cannot use; users are roles that use it by themselves. */
export const key = (
  purpose: string,
  services: KeyService[],
  { users = [], provider }: { readonly users?: Input<string>[]; readonly provider?: ProviderResource } = {},
): Key =>
  new Key(
    purpose,
    {
      description: `Encrypts ${purpose}`,
      administrators: config.requireObject<string[]>("keyAdministrators"),
      users,
      services,
      ...common,
    },
    { provider },
  );

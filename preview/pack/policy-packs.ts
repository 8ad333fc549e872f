import { requireKnownNames } from "./policy-configuration";
import type { PolicySettings } from "./policy-configuration";
import { startPolicyPack } from "./policy-pack";
import type { PackStart, PolicyPack } from "./policy-pack";

/**
 * Starts policy packs side by side and configures them; they keep the order of their folders.
 * @throws UsageError where a folder is no pack or the settings do not fit, PackFailure where one does not start.
 */
export async function startPolicyPacks(
  folders: readonly string[],
  start: Omit<PackStart, "folder">,
  settings: PolicySettings,
): Promise<readonly PolicyPack[]> {
  const started = await Promise.allSettled(folders.map((folder) => startPolicyPack({ ...start, folder })));
  const packs = started.map((outcome) => {
    if (outcome.status === "rejected") {
      throw outcome.reason;
    }
    return outcome.value;
  });
  requireKnownNames(
    settings,
    packs.flatMap((pack) => pack.policies),
  );
  for (const pack of packs) {
    const names = new Set(["all", ...pack.policies.map((policy) => policy.name)]);
    await pack.configure(Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name))));
  }
  return packs;
}

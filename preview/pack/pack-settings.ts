import { requireKnownNames } from "./policy-configuration";
import type { PolicySettings } from "./policy-configuration";
import { startPolicyPack } from "./policy-pack";
import type { PackStart } from "./policy-pack";

type Configuration = Readonly<Record<string, unknown>>;

/**
 * The part of a policy configuration that concerns each pack. The engine refuses parameters of a policy that a pack does not
 * have, and only a running pack says which it has.
 */
export async function configurationByPack(
  configuration: Configuration,
  settings: PolicySettings,
  packs: readonly string[],
  start: Pick<PackStart, "place" | "configuration" | "secretKeys">,
): Promise<readonly Configuration[]> {
  if (packs.length < 2) {
    return packs.map(() => configuration);
  }
  const end = new AbortController();
  try {
    const started = await Promise.all(
      packs.map((folder) =>
        startPolicyPack({ ...start, folder, engineAddress: nowhere, end: end.signal, onOutput: () => undefined }),
      ),
    );
    started.forEach((pack) => pack.stop());
    requireKnownNames(
      settings,
      started.flatMap(({ policies }) => policies),
    );
    return started.map(({ policies }) => {
      const own = new Set(["all", ...policies.map(({ name }) => name)]);
      return Object.fromEntries(Object.entries(configuration).filter(([name]) => own.has(name)));
    });
  } finally {
    end.abort();
  }
}

/** Packs log to an engine, and these are not yet asked to do anything. */
const nowhere = "127.0.0.1:1";

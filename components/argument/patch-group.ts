import { patchMechanism } from "../../protocol/vulnerability";
import type { Refuse } from "./refusal";

/** Tag by which Systems Manager finds the patch baseline of a server, in the spelling that instances can read themselves. */
export const patchGroupTag = "PatchGroup";

/** @throws RefusedArgumentError unless `patchGroup` names a group, so that a patch window can find the servers. */
export function assertPatchGroup(refuse: Refuse, argument: string, patchGroup: string): void {
  if (typeof patchGroup !== "string" || !/^[\w.:/=+@-]{1,256}$/.test(patchGroup)) {
    throw refuse(argument, patchGroup, "the name of a patch group: letters, digits and _.:/=+@-", patchMechanism);
  }
}

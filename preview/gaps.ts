import type { Gap } from "../result/result";

/** What both engines have to leave open, in the same words. */
export const placeholderGap = (token: string): Gap => ({
  kind: "placeholder result",
  message: `What ${token} answers is not known here.`,
});

export const unknownProviderGap = (urn: string): Gap => ({
  kind: "unknown provider",
  urn,
  message: "The configuration of its provider is not known before the update, so its inputs are shown unchecked.",
});

export const emptyStateGap: Gap = { kind: "no resources", message: "The state holds no resource." };

export const noResourcesGap: Gap = { kind: "no resources", message: "The program registered no resource." };

export const unfinishedGap: Gap = {
  kind: "unfinished program",
  message:
    "The program ended while it waited for a promise that nothing settles; what it does after that is not known.",
};

import type { Gap } from "../result/result";

/** What both engines have to leave open, in the same words. */
export const placeholderGap = (token: string): Gap => ({
  kind: "placeholder result",
  message: `What ${token} answers is not known here, unless --fixtures says it.`,
});

export const unreadGap = (urn: string, id: string): Gap => ({
  kind: "unread resource",
  urn,
  message: `It exists elsewhere as ${JSON.stringify(id)}, and its state is not known here, unless --fixtures says it.`,
});

export const stackReferenceGap = (name: string, urn?: string): Gap => ({
  kind: "stack reference",
  ...(urn !== undefined && { urn }),
  message: `The outputs of the stack ${name} are not known here, unless --fixtures says them.`,
});

export const unknownProviderGap = (urn: string): Gap => ({
  kind: "unknown provider",
  urn,
  message: "The configuration of its provider is not known before the update, so its inputs are shown unchecked.",
});

export const emptyStateGap: Gap = { kind: "no resources", message: "The state holds no resource." };

export const noResourcesGap: Gap = { kind: "no resources", message: "The program registered no resource." };

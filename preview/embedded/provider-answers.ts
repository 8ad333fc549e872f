import type { OfflineProvider } from "../offline/provider";

/** What answers for a provider: an offline provider at once, another process in time. */
export type ProviderAnswers = {
  readonly [Method in keyof OfflineProvider]: (
    ...request: Parameters<OfflineProvider[Method]>
  ) => ReturnType<OfflineProvider[Method]> | Promise<ReturnType<OfflineProvider[Method]>>;
};

import type { ComponentProvider } from "../offline/components";
import type { OfflineProvider } from "../offline/provider";

/** What answers for a provider: an offline provider at once, another process in time. */
export type ProviderAnswers = ComponentProvider & {
  readonly [Method in keyof OfflineProvider]: (
    ...request: Parameters<OfflineProvider[Method]>
  ) => ReturnType<OfflineProvider[Method]> | Promise<ReturnType<OfflineProvider[Method]>>;
} & {
  /** Whether its own code runs, so that nothing of its components stays unseen. */
  readonly isSource?: boolean;
};

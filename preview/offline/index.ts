import { awsProvider } from "./aws";
import { echoProvider } from "./echo";
import { kubernetesProvider } from "./kubernetes";
import type { OfflineProvider, PackageRef } from "./provider";
import { installedSdk } from "./sdk";
import { tlsProvider } from "./tls";

/**
 * The provider of a package, from the SDK that the program in this folder would load. Packages that it does not know, and
 * types that the SDK lacks, are echoed.
 */
export function offlineProvider(packageRef: PackageRef, programFolder: string): OfflineProvider {
  const sdk = installedSdk(packageRef.name, programFolder);
  const echo = echoProvider(sdk);
  switch (packageRef.name) {
    case "aws":
      return sdk === undefined ? echo : awsProvider(sdk, echo);
    case "kubernetes":
      return kubernetesProvider(sdk);
    case "tls":
      return sdk === undefined ? echo : tlsProvider(sdk, echo);
    default:
      return echo;
  }
}

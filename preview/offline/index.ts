import { awsProvider } from "./aws";
import { awsNativeProvider } from "./aws-native";
import { azureNativeProvider } from "./azure-native";
import { bridgedProvider } from "./bridged";
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
  const { name, version } = packageRef;
  const sdk = installedSdk(name, version, programFolder);
  const echo = echoProvider(sdk);
  if (name === "kubernetes") {
    return kubernetesProvider(sdk);
  }
  if (sdk === undefined) {
    return echo;
  }
  switch (name) {
    case "aws":
      return awsProvider(sdk, echo);
    case "aws-native":
      return awsNativeProvider(sdk, echo);
    case "azure-native":
      return azureNativeProvider(sdk, echo);
    case "tls":
      return tlsProvider(sdk, echo);
    default:
      return bridgedProvider(name, sdk, echo);
  }
}

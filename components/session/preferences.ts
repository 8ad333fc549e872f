import * as pulumi from "@pulumi/pulumi";
import type { Refuse } from "../argument/refusal";

/** Commands that run at the start of each session, as one line of at most 512 characters for each system. */
export interface ShellProfile {
  /** For hosts that run Linux or macOS. Default: none. */
  linux?: string;
  /** For hosts that run Windows, in PowerShell. Default: none. */
  windows?: string;
}

/** What the preferences of sessions are made of. */
export interface SessionSettings {
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly runAsUser?: string;
  readonly shellProfile?: ShellProfile;
}

const MINUTES = 60;

// What Systems Manager takes.
const MAX_PROFILE = 512;

/** @throws RefusedArgumentError for commands that Systems Manager would not take. */
export function assertShellProfile(refuse: Refuse, shellProfile: ShellProfile | undefined): void {
  for (const [system, commands] of Object.entries(shellProfile ?? {})) {
    if (typeof commands !== "string" || commands.length > MAX_PROFILE) {
      throw refuse(`shellProfile.${system}`, commands, `commands of at most ${MAX_PROFILE} characters`);
    }
  }
}

/** The preferences as the service reads them: numbers as text, in minutes. */
export const sessionPreferences = (
  { kmsKeyArn, idleMinutes, sessionHours, runAsUser = "", shellProfile = {} }: SessionSettings,
  logGroupName: pulumi.Input<string>,
): pulumi.Output<string> =>
  pulumi.jsonStringify({
    schemaVersion: "1.0",
    description: "Preferences of sessions: encrypted, recorded and limited in time.",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: logGroupName,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: kmsKeyArn,
      idleSessionTimeout: String(idleMinutes),
      maxSessionDuration: String(sessionHours * MINUTES),
      runAsEnabled: runAsUser !== "",
      runAsDefaultUser: runAsUser,
      shellProfile: { linux: shellProfile.linux ?? "", windows: shellProfile.windows ?? "" },
    },
  });

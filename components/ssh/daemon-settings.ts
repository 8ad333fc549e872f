import { keyAuthentication } from "../../protocol/admin-access";
import { sessionTimeout } from "../../protocol/application";

/** A keyword of sshd_config and its value. */
export type Setting = readonly [keyword: string, value: string];

const { sessionIdleTimeout } = sessionTimeout.limits;
const { rsaKeyLength } = keyAuthentication.limits;

const SECONDS = 60;

/** How often a client may leave a question of the daemon unanswered. */
const UNANSWERED = 3;

/** What keys of the accepted algorithms sign with, alone and under a certificate. */
const signatures = [
  "ssh-ed25519",
  "ssh-ed25519-cert-v01@openssh.com",
  "sk-ssh-ed25519@openssh.com",
  "sk-ssh-ed25519-cert-v01@openssh.com",
  "rsa-sha2-512",
  "rsa-sha2-512-cert-v01@openssh.com",
  "rsa-sha2-256",
  "rsa-sha2-256-cert-v01@openssh.com",
];

/** Keys alone, no password, no root: what must hold on a host, whatever else its configuration says. */
export const keysOnly: readonly Setting[] = [
  ["PubkeyAuthentication", "yes"],
  ["AuthenticationMethods", "publickey"],
  ["PasswordAuthentication", "no"],
  ["KbdInteractiveAuthentication", "no"],
  ["PermitEmptyPasswords", "no"],
  ["PermitRootLogin", "no"],
];

/** The settings of the SSH daemon. Keywords are those that every daemon since OpenSSH 8.2 knows. */
export const daemonSettings = (maxAuthTries: number): readonly Setting[] => [
  ...keysOnly,
  // The name of KbdInteractiveAuthentication before OpenSSH 8.7, and of PubkeyAcceptedAlgorithms before 8.5.
  ["ChallengeResponseAuthentication", "no"],
  ["PubkeyAcceptedKeyTypes", signatures.join(",")],
  ["HostbasedAuthentication", "no"],
  ["PermitUserEnvironment", "no"],
  ["MaxAuthTries", String(maxAuthTries)],
  ["LoginGraceTime", "30"],
  ["MaxStartups", "10:30:60"],
  // A client that is gone.
  ["ClientAliveInterval", String((sessionIdleTimeout.value * SECONDS) / UNANSWERED)],
  ["ClientAliveCountMax", String(UNANSWERED)],
  // No host is a springboard to the next.
  ["AllowAgentForwarding", "no"],
  ["AllowTcpForwarding", "no"],
  ["PermitTunnel", "no"],
  ["X11Forwarding", "no"],
  ["LogLevel", "VERBOSE"],
];

/** Settings for daemons that know them: those of OpenSSH 9.1 and 9.2. */
export const newerSettings: readonly Setting[] = [
  ["RequiredRSASize", String(rsaKeyLength.value)],
  ["ChannelTimeout", `session=${sessionIdleTimeout.value}m`],
];

/** Lines of a configuration file. */
export const rendered = (settings: readonly Setting[]): string =>
  settings.map(([keyword, value]) => `${keyword} ${value}\n`).join("");

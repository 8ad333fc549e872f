import { certificateAuthority } from "../../protocol/tls";
import type { Refuse } from "../argument/refusal";

const name = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** @throws RefusedArgumentError for what is no host name, and for a wildcard that stands for every name or every domain. */
export function assertHostname(refuse: Refuse, argument: string, hostname: string): void {
  const bare = typeof hostname === "string" ? hostname.replace(/^\*\./, "") : "";
  if (!name.test(bare)) {
    throw refuse(
      argument,
      hostname,
      'a host name in lower case, such as "chat.example.com", or every name of one domain: "*.example.com"',
      certificateAuthority,
    );
  }
}

/** Whether a listener for `hostname` is asked for `other`: a wildcard stands for any number of labels. */
export const coversHostname = (hostname: string, other: string): boolean =>
  hostname === other || (hostname.startsWith("*.") && other.endsWith(hostname.slice(1)));

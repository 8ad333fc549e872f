import { clientTraffic } from "../../protocol/tls";
import { assertMembers } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";

/** Requests that scripts of another origin may make. */
export enum CorsMethod {
  Get = "GET",
  Head = "HEAD",
  Put = "PUT",
  Post = "POST",
  Delete = "DELETE",
}

/** What scripts of a web page of another origin may do with a bucket, with the permissions of their user. */
export interface CorsRule {
  /** Origins of the pages, such as `https://chat.example.com`: HTTPS only, and each named in full (TLS-01). */
  origins: string[];
  /** What their scripts may request. */
  methods: CorsMethod[];
  /** Headers that they may send. Default: none beside those that browsers always may. */
  headers?: string[];
  /** Headers that they may read of the answer. Default: none beside those that browsers always may. */
  exposedHeaders?: string[];
  /** Seconds for which browsers remember the answer, at most a day. Default: 600. */
  maxAgeSeconds?: number;
}

// As many as S3 takes.
const MAX_RULES = 100;
const MAX_AGE_SECONDS = 86_400;
const DEFAULT_AGE_SECONDS = 600;

/** @throws RefusedArgumentError for rules that let in pages of any origin, or of one without TLS. */
export function assertCors(refuse: Refuse, argument: string, rules: readonly CorsRule[]): void {
  if (rules.length > MAX_RULES) {
    throw refuse(argument, rules.length, `at most ${MAX_RULES} rules`);
  }
  rules.forEach(({ origins, methods, maxAgeSeconds = DEFAULT_AGE_SECONDS }, index) => {
    const rule = `${argument}[${index}]`;
    if (!Array.isArray(origins) || origins.length === 0) {
      throw refuse(`${rule}.origins`, origins, "one origin at least", clientTraffic);
    }
    const origin = origins.find((each) => !isSecureOrigin(each));
    if (origin !== undefined) {
      throw refuse(`${rule}.origins`, origin, "origins with https:// and a whole host name", clientTraffic);
    }
    if (!Array.isArray(methods) || methods.length === 0) {
      throw refuse(`${rule}.methods`, methods, "one method at least");
    }
    assertMembers(refuse, `${rule}.methods`, methods, CorsMethod);
    assertWhole(refuse, `${rule}.maxAgeSeconds`, maxAgeSeconds, { min: 0, max: MAX_AGE_SECONDS, unit: "seconds" });
  });
}

const isSecureOrigin = (origin: unknown): boolean =>
  typeof origin === "string" && /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/.test(origin);

/** The rules as the provider takes them. */
export const corsRules = (rules: readonly CorsRule[]) =>
  rules.map(({ origins, methods, headers = [], exposedHeaders = [], maxAgeSeconds = DEFAULT_AGE_SECONDS }) => ({
    allowedOrigins: origins,
    allowedMethods: methods,
    allowedHeaders: headers,
    exposeHeaders: exposedHeaders,
    maxAgeSeconds,
  }));

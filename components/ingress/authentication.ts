import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sessionTimeout, tokenAuthentication } from "../../protocol/application";
import { plaintextSecrets } from "../../protocol/secret";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";

/** How a claim states its values. */
export enum ClaimFormat {
  /** One text, as in `iss`. */
  SingleString = "single-string",
  /** A list of texts, as in `aud`. */
  StringArray = "string-array",
  /** One text of words, as in `scope`. */
  SpaceSeparated = "space-separated-values",
}

/** A claim that a token must make. */
export interface JwtClaim {
  /** Name of the claim. Expiry, start and issuer are looked at without one. */
  name: string;
  /** Values of which the claim must state one, at most 10. */
  values: string[];
  /** How the claim states its values. Default: single-string. */
  format?: ClaimFormat;
}

/** Clients that present a JWT, signed with RS256, as bearer token of each request (APP-02). */
export interface JwtAuthentication {
  /** Issuer of the tokens: at most 256 characters. */
  issuer: pulumi.Input<string>;
  /** Address at which the issuer publishes its keys, of which there may be 10: an https URL. */
  jwksEndpoint: pulumi.Input<string>;
  /** What else tokens must claim, at least for whom they are: `aud`, `client_id` or `scope`. At most 10. */
  claims: JwtClaim[];
}

/** Users of a browser, whom an OpenID Connect provider signs in (APP-02). */
export interface OidcAuthentication {
  /** Issuer: an https URL. */
  issuer: pulumi.Input<string>;
  /** Address at which the provider signs users in: an https URL. */
  authorizationEndpoint: pulumi.Input<string>;
  /** Address at which the provider hands out tokens: an https URL. */
  tokenEndpoint: pulumi.Input<string>;
  /** Address at which the provider says who the user is: an https URL. */
  userInfoEndpoint: pulumi.Input<string>;
  /** Id under which the provider knows the entrance. */
  clientId: pulumi.Input<string>;
  /** Secret that belongs to the id: an output, never plain text (SEC-01). It stands encrypted in the stack's state. */
  clientSecret: pulumi.Input<string>;
  /** What the provider is asked for. Default: openid. */
  scope?: string;
  /** Hours after which users sign in anew, at most as many as APP-13 allows. Default: as many as APP-13 allows. */
  sessionHours?: number;
}

/** How clients of a route say who they are. */
export enum RouteAuthentication {
  /** By a token of the issuer that the entrance names. */
  Jwt = "jwt",
  /** By signing in at the provider that the entrance names. */
  Oidc = "oidc",
  /** Not at all, for a reason that the route gives. */
  Public = "public",
}

/** What the entrance knows of its clients' providers. */
export interface Providers {
  readonly jwt?: JwtAuthentication;
  readonly oidc?: Required<OidcAuthentication>;
}

const { sessionAbsoluteTimeout } = sessionTimeout.limits;

// What the cloud takes.
const MAX_LENGTH = 256;
const MAX_CLAIMS = 10;
const MAX_VALUES = 10;
const LOOKED_AT = ["exp", "iss", "nbf", "iat"];

/** @throws RefusedArgumentError for an issuer that does not bind its tokens to this service, or is not reached by HTTPS. */
export function assertJwt(refuse: Refuse, { issuer, jwksEndpoint, claims }: JwtAuthentication): void {
  if (issuer === undefined || (isPlain(issuer) && (issuer.trim() === "" || issuer.length > MAX_LENGTH))) {
    throw refuse("jwt.issuer", issuer, `an issuer of 1 to ${MAX_LENGTH} characters`, tokenAuthentication);
  }
  assertEndpoint(refuse, "jwt.jwksEndpoint", jwksEndpoint);
  if (!Array.isArray(claims) || claims.length === 0 || claims.length > MAX_CLAIMS) {
    const limit = `1 to ${MAX_CLAIMS} claims, one of which says for whom a token is`;
    throw refuse("jwt.claims", claims, limit, tokenAuthentication);
  }
  claims.forEach(({ name, values, format = ClaimFormat.SingleString }, index) => {
    const at = (argument: string) => `jwt.claims[${index}].${argument}`;
    if (typeof name !== "string" || name.trim() === "" || LOOKED_AT.includes(name)) {
      throw refuse(at("name"), name, `the name of a claim other than ${LOOKED_AT.join(", ")}`);
    }
    if (!Array.isArray(values) || values.length === 0 || values.length > MAX_VALUES || values.includes("")) {
      throw refuse(at("values"), values, `1 to ${MAX_VALUES} values`);
    }
    assertMember(refuse, at("format"), format, ClaimFormat);
  });
  const names = claims.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    throw refuse("jwt.claims", names, "each of them once");
  }
}

/**
 * The provider with its defaults, and its secret marked as one.
 * @throws RefusedArgumentError for a secret in plain text, a session that APP-13 ends, or an endpoint not reached by HTTPS.
 */
export function resolveOidc(refuse: Refuse, oidc: OidcAuthentication): Required<OidcAuthentication> {
  const resolved = { scope: "openid", sessionHours: sessionAbsoluteTimeout.value, ...given(oidc) };
  for (const endpoint of ["issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"] as const) {
    assertEndpoint(refuse, `oidc.${endpoint}`, resolved[endpoint]);
  }
  if (resolved.clientId === undefined || (isPlain(resolved.clientId) && resolved.clientId.trim() === "")) {
    throw refuse("oidc.clientId", resolved.clientId, "the id under which the provider knows the entrance");
  }
  if (!pulumi.Output.isInstance(resolved.clientSecret)) {
    // The message must not show what it refuses.
    throw refuse("oidc.clientSecret", "(plain text)", "a secret output", plaintextSecrets);
  }
  if (!resolved.scope.split(" ").includes("openid")) {
    throw refuse("oidc.scope", resolved.scope, "openid among what the provider is asked for", tokenAuthentication);
  }
  assertWithin(refuse, "oidc.sessionHours", resolved.sessionHours, sessionTimeout, sessionAbsoluteTimeout);
  if (secondsOf(resolved.sessionHours) < 1) {
    throw refuse("oidc.sessionHours", resolved.sessionHours, "a second at least");
  }
  return { ...resolved, clientSecret: pulumi.secret(resolved.clientSecret) };
}

/** What the load balancer does before it forwards. */
export function authenticationActions(
  authentication: RouteAuthentication,
  { jwt, oidc }: Providers,
): readonly aws.types.input.lb.ListenerRuleAction[] {
  if (authentication === RouteAuthentication.Jwt && jwt !== undefined) {
    const { issuer, jwksEndpoint, claims } = jwt;
    const additionalClaims = claims.map(({ format = ClaimFormat.SingleString, ...claim }) => ({ ...claim, format }));
    return [{ type: "jwt-validation", jwtValidation: { issuer, jwksEndpoint, additionalClaims } }];
  }
  if (authentication === RouteAuthentication.Oidc && oidc !== undefined) {
    const { sessionHours, ...provider } = oidc;
    const sessionTimeout = secondsOf(sessionHours);
    return [
      {
        type: "authenticate-oidc",
        authenticateOidc: { ...provider, sessionTimeout, onUnauthenticatedRequest: "authenticate" },
      },
    ];
  }
  return [];
}

function assertEndpoint(refuse: Refuse, argument: string, address: pulumi.Input<string>): void {
  if (address === undefined || (isPlain(address) && !/^https:\/\/[^\s/]+(\/\S*)?$/.test(address))) {
    throw refuse(argument, address, "an https URL", tokenAuthentication);
  }
  if (isPlain(address) && address.length > MAX_LENGTH) {
    throw refuse(argument, address, `at most ${MAX_LENGTH} characters`);
  }
}

const secondsOf = (hours: number): number => Math.round(hours * 3600);

const isPlain = (value: pulumi.Input<string>): value is string => typeof value === "string";

import { apiAuthentication, serverSessions } from "../../protocol/application";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import { assertPort } from "../argument/port";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { type Providers, RouteAuthentication } from "./authentication";
import { listenerRules, MAX_PRIORITY, type PlannedRule } from "./listener-rules";
import { routeNameLength } from "./name";
import { covers } from "./path-pattern";

/** How targets are registered. */
export enum TargetType {
  /** By the id of an instance, as groups of servers do. */
  Instance = "instance",
  /** By address, as clusters do for their pods. */
  Ip = "ip",
}

/** Requests that go to the same targets. */
export interface IngressRoute {
  /** Name, one of its own: lower-case letters, digits and hyphens, with the component's at most 23 characters. */
  name: string;
  /** Place among the routes, one of its own, 1 to 9999: of those that match, the lowest answers. */
  priority: number;
  /** Paths, with * for any characters and ? for one. With the hosts at most 5, or 4 where cors is set. */
  paths: string[];
  /** Host names, with * and ? as in paths. Default: every host. */
  hosts?: string[];
  /** Port on which the targets answer by HTTPS, whose certificate may be of any issuer (TLS-02). */
  port: number;
  /** How targets are registered. Default: instance. */
  targetType?: TargetType;
  /** Path at which a healthy target answers 200. */
  healthCheckPath: string;
  /**
   * How clients say who they are (APP-01). Browsers cannot send a token when they open a WebSocket: these sign in by oidc,
   * or the application authenticates them and the route is public. Default: jwt where the entrance has it, else oidc.
   */
  authentication?: RouteAuthentication;
  /** Why a public route authenticates nobody, for the reviewer of the stack (APP-01). Default: none. */
  publicReason?: string;
  /** Paths without wildcards that monitors read without authenticating, at most 3 with the hosts (APP-01). Default: none. */
  healthPaths?: string[];
  /** Lets the OPTIONS requests through with which browsers ask before they call another host (APP-01). Default: false. */
  cors?: boolean;
  /** Connections stay open for long: lets the entrance wait longer for data. Default: false. */
  webSocket?: boolean;
  /**
   * Seconds for which a client of a WebSocket that falls back to polling stays with its target: 1 to 604800. Sessions belong
   * into a store (APP-12). Default: none.
   */
  stickinessSeconds?: number;
  /** Seconds that requests have to end when their target leaves, 0 to 3600. Default: 60, or 300 with webSocket. */
  deregistrationDelaySeconds?: number;
}

export type ResolvedRoute = Required<Omit<IngressRoute, "publicReason" | "stickinessSeconds">> &
  Pick<IngressRoute, "publicReason" | "stickinessSeconds">;

// What the cloud takes.
const MAX_CONDITION_VALUES = 5;
const MAX_WILDCARDS = 5;
const MAX_RULES = 100;
const MAX_DELAY = 3600;
const MAX_STICKINESS = 604_800;

/**
 * The routes with their defaults.
 * @throws RefusedArgumentError for a route that the load balancer cannot have, that nothing reaches, or that lets in who does
 * not authenticate.
 */
export function resolveRoutes(
  refuse: Refuse,
  component: string,
  routes: readonly IngressRoute[],
  providers: Providers,
): ResolvedRoute[] {
  if (!Array.isArray(routes) || routes.length === 0) {
    throw refuse("routes", routes, "one route at least");
  }
  const resolved = routes.map((route: IngressRoute, index) =>
    resolveRoute(refuse, `routes[${index}]`, component, route, providers),
  );
  assertApart(refuse, resolved);
  const rules = listenerRules(resolved);
  rules.forEach((rule) => assertConditions(refuse, resolved, rule));
  if (rules.length > MAX_RULES) {
    throw refuse("routes", rules.length, `routes of at most ${MAX_RULES} rules`);
  }
  return resolved;
}

function resolveRoute(
  refuse: Refuse,
  argument: string,
  component: string,
  route: IngressRoute,
  { jwt, oidc }: Providers,
): ResolvedRoute {
  const at = (property: string) => `${argument}.${property}`;
  const resolved: ResolvedRoute = {
    hosts: [],
    targetType: TargetType.Instance,
    authentication: jwt === undefined && oidc !== undefined ? RouteAuthentication.Oidc : RouteAuthentication.Jwt,
    healthPaths: [],
    cors: false,
    webSocket: false,
    deregistrationDelaySeconds: route.webSocket === true ? 300 : 60,
    ...given(route),
  };
  const { name, authentication, publicReason, webSocket, stickinessSeconds } = resolved;
  const room = routeNameLength(component);
  if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(name) || name.length > room) {
    throw refuse(at("name"), name, `at most ${room} lower-case letters, digits and hyphens`);
  }
  assertWhole(refuse, at("priority"), resolved.priority, { min: 1, max: MAX_PRIORITY, unit: "numbers" });
  assertPatterns(refuse, argument, resolved);
  assertPort(refuse, at("port"), resolved.port);
  assertMember(refuse, at("targetType"), resolved.targetType, TargetType);
  assertMember(refuse, at("authentication"), authentication, RouteAuthentication, apiAuthentication);
  const isPublic = authentication === RouteAuthentication.Public;
  if (isPublic && (typeof publicReason !== "string" || publicReason.trim() === "")) {
    throw refuse(at("publicReason"), publicReason, "a reason why nobody authenticates", apiAuthentication);
  }
  if (!isPublic && publicReason !== undefined) {
    throw refuse(at("publicReason"), publicReason, "none where clients authenticate");
  }
  const provider = authentication === RouteAuthentication.Jwt ? jwt : oidc;
  if (!isPublic && provider === undefined) {
    const limit = `the argument ${authentication}, or a public route with its reason`;
    throw refuse(at("authentication"), authentication, limit, apiAuthentication);
  }
  if (stickinessSeconds !== undefined && !webSocket) {
    throw refuse(at("stickinessSeconds"), stickinessSeconds, "none where webSocket is not set", serverSessions);
  }
  if (stickinessSeconds !== undefined) {
    assertWhole(refuse, at("stickinessSeconds"), stickinessSeconds, { min: 1, max: MAX_STICKINESS, unit: "seconds" });
  }
  const delay = resolved.deregistrationDelaySeconds;
  assertWhole(refuse, at("deregistrationDelaySeconds"), delay, { min: 0, max: MAX_DELAY, unit: "seconds" });
  return resolved;
}

function assertPatterns(refuse: Refuse, argument: string, route: ResolvedRoute): void {
  const { paths, hosts, healthPaths, healthCheckPath } = route;
  if (!Array.isArray(paths) || paths.length === 0) {
    throw refuse(`${argument}.paths`, paths, "one path at least");
  }
  const path = "a path of at most 128 letters, digits and -_.~$/@:+";
  paths.forEach((pattern, index) => {
    if (!/^[/*][-\w.~$/@:+*?]{0,127}$/.test(pattern)) {
      throw refuse(`${argument}.paths[${index}]`, pattern, `${path}, with * and ?`);
    }
  });
  hosts.forEach((pattern, index) => {
    if (!/^[-a-z\d.*?]{1,128}$/.test(pattern)) {
      throw refuse(`${argument}.hosts[${index}]`, pattern, "a host name in lower case, with * and ?");
    }
  });
  healthPaths.forEach((pattern, index) => {
    if (!isPlainPath(pattern)) {
      throw refuse(`${argument}.healthPaths[${index}]`, pattern, `${path} without wildcards`, apiAuthentication);
    }
  });
  if (!isPlainPath(healthCheckPath)) {
    throw refuse(`${argument}.healthCheckPath`, healthCheckPath, path);
  }
}

const isPlainPath = (path: string) => /^\/[-\w.~$/@:+]{0,127}$/.test(path);

/** A request that authenticates nobody must not slip by on a path that another route protects. */
function assertApart(refuse: Refuse, routes: readonly ResolvedRoute[]): void {
  for (const property of ["name", "priority"] as const) {
    const values = routes.map((route) => route[property]);
    if (new Set(values).size < values.length) {
      throw refuse("routes", values, `a ${property} of its own for each`);
    }
  }
  routes.forEach((route, index) => {
    for (const other of routes) {
      const covered = route.paths.find((path) => other.paths.some((pattern) => covers(pattern, path)));
      if (other === route || covered === undefined) {
        continue;
      }
      const isPublic = (candidate: ResolvedRoute) => candidate.authentication === RouteAuthentication.Public;
      if (isPublic(other) && !isPublic(route) && haveHostInCommon(other, route)) {
        const limit = `paths that no public route matches on the same host, as ${other.name} does`;
        throw refuse(`routes[${index}].paths`, covered, limit, apiAuthentication);
      }
      if (other.priority < route.priority && coversHosts(other, route)) {
        throw refuse(`routes[${index}].paths`, covered, `paths that the route ${other.name} does not take before it`);
      }
    }
  });
}

const hostsOf = ({ hosts }: ResolvedRoute) => (hosts.length === 0 ? ["*"] : hosts);

const coversHosts = (wide: ResolvedRoute, narrow: ResolvedRoute): boolean =>
  hostsOf(narrow).every((host) => hostsOf(wide).some((pattern) => covers(pattern, host)));

const haveHostInCommon = (a: ResolvedRoute, b: ResolvedRoute): boolean =>
  hostsOf(a).some((one) => hostsOf(b).some((other) => covers(one, other) || covers(other, one)));

function assertConditions(refuse: Refuse, routes: readonly ResolvedRoute[], rule: PlannedRule): void {
  const { paths, hosts, methods, route, suffix } = rule;
  const index = routes.findIndex(({ name }) => name === route);
  const argument = `routes[${index}].${suffix.startsWith("health-") ? "healthPaths" : "paths"}`;
  if (paths.length + hosts.length + methods.length > MAX_CONDITION_VALUES) {
    throw refuse(argument, paths, `at most ${MAX_CONDITION_VALUES - methods.length} together with the hosts`);
  }
  const wildcards = [...paths, ...hosts].join("").replace(/[^*?]/g, "").length;
  if (wildcards > MAX_WILDCARDS) {
    throw refuse(argument, paths, `at most ${MAX_WILDCARDS} wildcards together with the hosts`);
  }
}

import { RouteAuthentication } from "./authentication";

/** What the rules of a route are made of. */
export interface RoutePatterns {
  readonly name: string;
  readonly priority: number;
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
  readonly authentication: RouteAuthentication;
  readonly healthPaths: readonly string[];
  readonly cors: boolean;
}

/** A rule of the listener: which requests it takes, and what their clients must show. */
export interface PlannedRule {
  /** Of its name, behind that of the component. */
  readonly suffix: string;
  /** Name of the route. */
  readonly route: string;
  readonly priority: number;
  readonly paths: readonly string[];
  /** Empty for every host. */
  readonly hosts: readonly string[];
  /** Empty for every method. */
  readonly methods: readonly string[];
  readonly authentication: RouteAuthentication;
}

/** How far routes can be apart, so that the rules of one kind stay before those of the next. */
export const MAX_PRIORITY = 9999;

/**
 * The rules in the order in which they are tried: health checks and preflights, which authenticate nobody (APP-01), then the
 * routes. A rule's priority follows from its own route alone: two that change places during an update would be refused.
 */
export function listenerRules(routes: readonly RoutePatterns[]): readonly PlannedRule[] {
  const rules = routes.flatMap((route) => {
    const { name, priority, hosts, authentication } = route;
    const open = { route: name, hosts, authentication: RouteAuthentication.Public };
    const health: PlannedRule = {
      ...open,
      suffix: `health-${name}`,
      priority,
      paths: route.healthPaths,
      methods: ["GET", "HEAD"],
    };
    const preflight: PlannedRule = {
      ...open,
      suffix: `preflight-${name}`,
      priority: MAX_PRIORITY + 1 + priority,
      paths: route.paths,
      methods: ["OPTIONS"],
    };
    const own: PlannedRule = {
      suffix: `route-${name}`,
      route: name,
      priority: 2 * (MAX_PRIORITY + 1) + priority,
      paths: route.paths,
      hosts,
      methods: [],
      authentication,
    };
    const isOpen = authentication === RouteAuthentication.Public;
    return [
      ...(route.healthPaths.length > 0 ? [health] : []),
      // Where nobody authenticates, a preflight is a request like others.
      ...(route.cors && !isOpen ? [preflight] : []),
      own,
    ];
  });
  return rules.toSorted((a, b) => a.priority - b.priority);
}

/** The conditions of a rule, all of which a request meets. */
export const conditionsOf = ({ paths, hosts, methods }: PlannedRule) => [
  { pathPattern: { values: [...paths] } },
  ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
  ...(methods.length > 0 ? [{ httpRequestMethod: { values: [...methods] } }] : []),
];

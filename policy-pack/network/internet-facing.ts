import type { Declaration } from "../../protocol/declaration";
import { gateways, listenerRuleTypes, listenerTypes, loadBalancerTypes } from "./gateway";
import { type Group, groupTypes } from "./ingress";
import { at, each, type Node, number, text, unknown } from "../node";
import { referred } from "../relation";
import { ofType, type Stack, type StackResource } from "../view";

/** What carries a security group, as far as the stack shows it. */
export interface Carriers {
  readonly loadBalancers: readonly StackResource[];
  /** The group is of a gateway, or declared as one itself. */
  readonly isGateway: boolean;
  /** Hosts that are neither. */
  readonly others: readonly StackResource[];
  /** Where a load balancer names groups that are not known, or the rule its own: the group may be a load balancer's. */
  readonly undecided?: Node;
}

const classicLoadBalancer = "aws:elb/loadBalancer:LoadBalancer";

/** Where the types that can carry a security group name it. */
const hosts: readonly (readonly [type: string, properties: readonly string[]])[] = [
  ["aws:ec2/instance:Instance", ["vpcSecurityGroupIds", "securityGroups"]],
  ["aws:ec2/launchTemplate:LaunchTemplate", ["vpcSecurityGroupIds", "networkInterfaces"]],
  ["aws:ecs/service:Service", ["networkConfiguration"]],
];

/** One resource and the groups that it names. */
interface Named {
  readonly resource: StackResource;
  readonly urns: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly undecided?: Node;
}

/** Returns the function that finds the carriers of a group. */
export function carriersIn(stack: Stack, declaration: Declaration): (group: Group) => Carriers {
  const isGateway = gateways(stack, declaration);
  const balancers = ofType(stack, ...loadBalancerTypes, classicLoadBalancer).map((resource) =>
    namedBy(stack, resource, each(at(resource.inputs, "securityGroups"))),
  );
  const machines = hosts.flatMap(([type, properties]) =>
    ofType(stack, type).map((resource) =>
      namedBy(
        stack,
        resource,
        properties
          .flatMap((property) => each(at(resource.inputs, property)))
          .flatMap((place) => (typeof place.value === "object" ? each(at(place, "securityGroups")) : [place])),
      ),
    ),
  );

  return (group) => {
    const loadBalancers = balancers.filter((named) => isNamed(group, named)).map(({ resource }) => resource);
    const carriers = machines.filter((named) => isNamed(group, named)).map(({ resource }) => resource);
    const others = carriers.filter(({ urn }) => !isGateway.has(urn));
    const isKnown = group.resources.length > 0 || group.id !== undefined;
    const undecided = isKnown ? balancers.find((named) => named.undecided)?.undecided : group.place;
    return {
      loadBalancers,
      isGateway:
        carriers.some(({ urn }) => isGateway.has(urn)) || group.resources.some(({ urn }) => isGateway.has(urn)),
      others,
      ...(undecided && { undecided }),
    };
  };
}

function namedBy(stack: Stack, resource: StackResource, places: readonly Node[]): Named {
  const found = places.map((place) => referred(stack, resource, place, ...groupTypes));
  const undecided = places.find((_, index) => found[index] === unknown);
  return {
    resource,
    urns: new Set(found.flatMap((groups) => (groups === unknown ? [] : groups)).map(({ urn }) => urn)),
    ids: new Set(places.map(text).filter((id) => typeof id === "string")),
    ...(undecided && { undecided }),
  };
}

/** Of a group that may be several, all must be named. */
const isNamed = ({ resources, id }: Group, { urns, ids }: Named): boolean =>
  resources.length > 0 ? resources.every(({ urn }) => urns.has(urn)) : id !== undefined && ids.has(id);

/** What a load balancer does at a port for plain HTTP. */
export type PlainHttp = "redirects" | { readonly fault: string } | { readonly waitsFor: Node };

/** Whether all that a load balancer does at this port is to redirect to HTTPS. */
export function plainHttpAt(stack: Stack, loadBalancer: StackResource, port: number): PlainHttp {
  if (loadBalancer.type === classicLoadBalancer) {
    return { fault: `${loadBalancer.name} is a classic load balancer, which cannot redirect` };
  }
  const answers = ofType(stack, ...listenerTypes).flatMap((listener) => listensAt(stack, loadBalancer, listener, port));
  const fault = answers.find((answer) => typeof answer === "object" && "fault" in answer);
  return (
    fault ??
    answers.find((answer) => answer !== "redirects") ??
    answers[0] ?? { fault: `the stack shows no listener of ${loadBalancer.name} that redirects it` }
  );
}

function listensAt(
  stack: Stack,
  loadBalancer: StackResource,
  listener: StackResource,
  port: number,
): readonly PlainHttp[] {
  const of = at(listener.inputs, "loadBalancerArn");
  const balancers = referred(stack, listener, of, ...loadBalancerTypes);
  const listened = number(at(listener.inputs, "port"));
  if ((listened !== unknown && listened !== port) || (balancers !== unknown && !balancers.includes(loadBalancer))) {
    return [];
  }
  if (listened === unknown || balancers === unknown) {
    return [{ waitsFor: listened === unknown ? at(listener.inputs, "port") : of }];
  }
  const rules = ofType(stack, ...listenerRuleTypes).filter((rule) => {
    const listeners = referred(stack, rule, at(rule.inputs, "listenerArn"), ...listenerTypes);
    return listeners !== unknown && listeners.includes(listener);
  });
  return [
    redirects(listener, at(listener.inputs, "defaultActions")),
    ...rules.map((rule) => redirects(rule, at(rule.inputs, "actions"))),
  ];
}

function redirects(stating: StackResource, actions: Node): PlainHttp {
  const places = each(actions);
  const types = places.map((action) => at(action, "type"));
  const protocols = places.map((action) => at(action, "redirect", "protocol"));
  const fault = { fault: `${stating.name} does more there than redirect to HTTPS` };
  if (
    places.length === 0 ||
    types.some((type) => ![unknown, "redirect"].includes(text(type) ?? "")) ||
    protocols.some((protocol) => protocol.value !== unknown && protocol.value !== "HTTPS")
  ) {
    return fault;
  }
  const waitsFor = [...types, ...protocols].find(({ value }) => value === unknown);
  return waitsFor === undefined ? "redirects" : { waitsFor };
}

import type { Declaration } from "../../protocol/declaration";
import { at, each, type Node, text, unknown } from "../node";
import { referred } from "../relation";
import { tagOf } from "../resource-tags";
import { ofType, type Stack, type StackResource } from "../view";

export const loadBalancerTypes = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"] as const;
export const listenerTypes = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;
export const listenerRuleTypes = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"] as const;

const targetGroups = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"] as const;
const targetGroupAttachments = [
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:alb/targetGroupAttachment:TargetGroupAttachment",
] as const;
const instance = "aws:ec2/instance:Instance";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
const scalingGroup = "aws:autoscaling/group:Group";
const service = "aws:ecs/service:Service";
const scalingAttachment = "aws:autoscaling/attachment:Attachment";

/**
 * URNs of what is a gateway: declared so, or tagged so and shown by the stack to be a target of one of its load
 * balancers. A claim alone is none. A launch template is one where all that is made from it is.
 */
export function gateways(stack: Stack, { roles }: Declaration): ReadonlySet<string> {
  const declared = roles.value.gateway ?? [];
  const served = servedTargetGroups(stack);
  const isServed = (from: StackResource, place: Node): boolean =>
    found(stack, from, place, ...targetGroups).some((group) => served.has(group));

  const instances = ofType(stack, ...targetGroupAttachments)
    .filter((attachment) => isServed(attachment, at(attachment.inputs, "targetGroupArn")))
    .flatMap((attachment) => found(stack, attachment, at(attachment.inputs, "targetId"), instance))
    .filter(claims);

  const attached = ofType(stack, scalingAttachment)
    .filter((attachment) => isServed(attachment, at(attachment.inputs, "lbTargetGroupArn")))
    .flatMap((attachment) => found(stack, attachment, at(attachment.inputs, "autoscalingGroupName"), scalingGroup));
  const fleets = ofType(stack, scalingGroup).filter(
    (fleet) =>
      claims(fleet) &&
      (attached.includes(fleet) ||
        each(at(fleet.inputs, "targetGroupArns")).some((targetGroup) => isServed(fleet, targetGroup))),
  );
  const services = ofType(stack, service).filter(
    (candidate) =>
      claims(candidate) &&
      each(at(candidate.inputs, "loadBalancers")).some((target) => isServed(candidate, at(target, "targetGroupArn"))),
  );
  return new Set([
    ...declared,
    ...[...instances, ...fleets, ...templatesOf(stack, fleets), ...services].map(({ urn }) => urn),
  ]);
}

/** The target groups that a listener of a load balancer of the stack forwards to. */
function servedTargetGroups(stack: Stack): ReadonlySet<StackResource> {
  const listeners = ofType(stack, ...listenerTypes).filter(
    (listener) => found(stack, listener, at(listener.inputs, "loadBalancerArn"), ...loadBalancerTypes).length > 0,
  );
  const rules = ofType(stack, ...listenerRuleTypes).filter((rule) =>
    found(stack, rule, at(rule.inputs, "listenerArn"), ...listenerTypes).some((listener) =>
      listeners.includes(listener),
    ),
  );
  const actions = [
    ...listeners.map((listener) => [listener, at(listener.inputs, "defaultActions")] as const),
    ...rules.map((rule) => [rule, at(rule.inputs, "actions")] as const),
  ];
  return new Set(
    actions.flatMap(([from, list]) =>
      each(list)
        .flatMap((action) => [
          at(action, "targetGroupArn"),
          ...each(at(action, "forward", "targetGroups")).map((target) => at(target, "arn")),
        ])
        .flatMap((place) => found(stack, from, place, ...targetGroups)),
    ),
  );
}

/** The launch templates that are of these fleets alone. */
const templatesOf = (stack: Stack, fleets: readonly StackResource[]): readonly StackResource[] =>
  ofType(stack, launchTemplate).filter((template) => {
    const made = ofType(stack, scalingGroup).filter((fleet) =>
      found(stack, fleet, at(fleet.inputs, "launchTemplate", "id"), launchTemplate).includes(template),
    );
    return made.length > 0 && made.every((fleet) => fleets.includes(fleet));
  });

/** Whether a resource is tagged as a gateway; a fleet lists its tags. */
function claims(resource: StackResource): boolean {
  const listed = each(at(resource.inputs, "tags")).filter((tag) => text(at(tag, "key")) === "role");
  return [tagOf(resource, "role"), ...listed.map((tag) => at(tag, "value"))].some((role) => text(role) === "gateway");
}

function found(stack: Stack, from: StackResource, place: Node, ...types: readonly string[]): readonly StackResource[] {
  const resources = referred(stack, from, place, ...types);
  return resources === unknown ? [] : resources;
}

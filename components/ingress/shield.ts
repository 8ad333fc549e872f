import * as aws from "@pulumi/aws";
import { edgeProtection } from "../../protocol/ddos";
import type { RefusedArgumentError, Refuse } from "../argument/refusal";
import type { IngressChildren } from "./roles";
import type { MadeWebAcl } from "./web-acl";

/** Shield Advanced is not in China. */
export const noShieldInChina = (refuse: Refuse) => (): RefusedArgumentError =>
  refuse(
    "shieldAdvanced",
    true,
    "another scrubbing service in China, where there is no Shield Advanced",
    edgeProtection,
  );

/** Protects the load balancer at the edge, and lets the service block what it finds to be an attack. */
export function makeShield(
  { name, options, tagged }: IngressChildren,
  loadBalancer: aws.lb.LoadBalancer,
  { association }: MadeWebAcl,
): void {
  const resourceArn = loadBalancer.arn;
  const protection = new aws.shield.Protection(
    name("shield"),
    tagged("shieldProtection", "shield", { resourceArn }),
    options,
  );
  new aws.shield.ApplicationLayerAutomaticResponse(
    name("shield-response"),
    { resourceArn, action: "BLOCK" },
    // The service adds its rules to the web firewall of what it protects.
    { ...options, dependsOn: [protection, association] },
  );
}

import type * as pulumi from "@pulumi/pulumi";
import { businessPorts } from "../../protocol/network";
import { EndRole } from "../argument/path-end";
import type { Tags } from "../child/tags";
import { Firewall } from "../firewall";
import { Path } from "../path";
import type { IngressChildren } from "./roles";

/** Where the load balancer stands, and who may come. */
export interface Entrance {
  readonly vpcId: pulumi.Input<string>;
  readonly internal: boolean;
  readonly redirectHttp: boolean;
  readonly tags: Tags;
}

/** The firewall before the load balancer, open to the internet where the entrance is public. */
export function makeFirewall(
  { name, options }: IngressChildren,
  component: string,
  { vpcId, internal, redirectHttp, tags }: Entrance,
): Firewall {
  const description = `Load balancer of ${component}`;
  const firewall = new Firewall(name("firewall"), { vpcId, description, role: EndRole.LoadBalancer, tags }, options);
  if (!internal) {
    const { httpsPort, httpRedirectPort } = businessPorts.limits;
    const ends = { from: { internet: true }, to: firewall.end, tags };
    new Path(name("from-clients"), { ...ends, port: httpsPort.value, description: "Clients by HTTPS" }, options);
    if (redirectHttp) {
      const description = "Clients by HTTP, for a redirect to HTTPS";
      new Path(name("from-http"), { ...ends, port: httpRedirectPort.value, redirect: true, description }, options);
    }
  }
  return firewall;
}

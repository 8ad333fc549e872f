import * as pulumi from "@pulumi/pulumi";

/**
 * Does something that ends at once as in a stack whose configuration names this region. Configuration is global, so all of
 * it is put back for later tests.
 */
export function inRegion<T>(region: string, action: () => T): T {
  const before = pulumi.runtime.allConfig();
  pulumi.runtime.setConfig("aws:region", region);
  try {
    return action();
  } finally {
    pulumi.runtime.setAllConfig(before);
  }
}

import { vmIsolation } from "../../protocol/container";
import { assertDistinct } from "./distinct";
import type { Refuse } from "./refusal";

/** Families that still run on Xen, where software does what the hardware of the Nitro system does to keep instances apart. */
const xenFamilies: ReadonlySet<string> = new Set(
  "c1 c3 c4 cc2 cr1 d2 f1 g2 g3 g3s h1 hs1 i2 i3 m1 m2 m3 m4 p2 p3 r3 r4 t1 t2 x1 x1e".split(" "),
);

/** @throws RefusedArgumentError unless these are one or more types of instances of the Nitro system, of one architecture. */
export function assertInstanceTypes(refuse: Refuse, argument: string, types: readonly string[]): void {
  if (types.length === 0) {
    throw refuse(argument, types, "one type of instance at least");
  }
  types.forEach((type, index) => {
    const [, family, size] = /^([a-z][a-z0-9-]*)\.([a-z0-9-]+)$/.exec(type) ?? [];
    if (family === undefined) {
      throw refuse(`${argument}[${index}]`, type, "a type of instance such as m7g.large");
    }
    if (xenFamilies.has(family) && !size?.startsWith("metal")) {
      throw refuse(`${argument}[${index}]`, type, "an instance of the Nitro system, such as m7g.large", vmIsolation);
    }
  });
  assertDistinct(refuse, argument, types);
  if (new Set(types.map(isArm)).size > 1) {
    throw refuse(argument, types, "types of one processor architecture: they start from one image");
  }
}

/** Whether the processors of a type are Graviton ones: a g behind the generation, as in `m7g` and `c7gn`. */
export const isArm = (type: string): boolean => /^(a1|[a-z]+\d+g[a-z]*)\./.test(type);

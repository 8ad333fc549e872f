/** Settles an output: with its value, whether it is known, whether it is secret, what it depends on, or with an error. */
type Settle = (...outcome: unknown[]) => void;

/** The SDK's own: gives a resource an unsettled output for each of its properties. */
export type TransferProperties = (
  resource: object,
  label: string,
  properties: Readonly<Record<string, unknown>>,
) => Record<string, Settle>;

/** Makes the outputs that wait to be looked at; nothing waits any more once this is undefined. */
let waiting: Set<() => void> | undefined = new Set();

/**
 * The SDK makes an output, of some twenty promises, for every property that a resource may have, and a program looks at few of
 * them. Here the SDK makes each when the program first looks at it.
 */
export function whenLookedAt(transfer: TransferProperties): TransferProperties {
  return (resource, label, properties) => {
    if (waiting === undefined) {
      return transfer(resource, label, properties);
    }
    const settle: Record<string, Settle> = {};
    const made = new Map<string, Settle>();
    const outcomes = new Map<string, unknown[]>();
    const make = (key: string): void => {
      const names = Object.keys(resource);
      // The SDK gives no resource the same property twice.
      Reflect.deleteProperty(resource, key);
      const settleMade = transfer(resource, label, { [key]: properties[key] })[key];
      moveToEnd(resource, names.slice(names.indexOf(key) + 1));
      const outcome = outcomes.get(key);
      if (settleMade !== undefined && outcome !== undefined) {
        settleMade(...outcome);
      } else if (settleMade !== undefined) {
        made.set(key, settleMade);
      }
    };
    const keys = Object.keys(properties).filter((key) => key !== "id" && key !== "urn");
    for (const key of keys) {
      if (Object.hasOwn(resource, key)) {
        // The SDK's own error.
        transfer(resource, label, { [key]: properties[key] });
      }
      Object.defineProperty(resource, key, {
        configurable: true,
        enumerable: true,
        get: () => {
          make(key);
          return (resource as Record<string, unknown>)[key];
        },
        set: (value: unknown) =>
          Object.defineProperty(resource, key, { configurable: true, enumerable: true, writable: true, value }),
      });
      settle[key] = (...outcome) => {
        outcomes.set(key, outcome);
        made.get(key)?.(...outcome);
      };
    }
    waiting.add(() => keys.filter((key) => isWaiting(resource, key)).forEach(make));
    return settle;
  };
}

/** Keeps the order in which the properties of a resource are listed. */
function moveToEnd(resource: object, names: readonly string[]): void {
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(resource, name);
    if (property?.configurable === true) {
      Reflect.deleteProperty(resource, name);
      Object.defineProperty(resource, name, property);
    }
  }
}

const isWaiting = (resource: object, key: string): boolean =>
  Object.getOwnPropertyDescriptor(resource, key)?.get !== undefined;

/** Functions are serialised with all that they refer to, property by property as it stands there. */
export function afterAllAreMade<Args extends unknown[], R>(serialize: (...args: Args) => R): (...args: Args) => R {
  return (...args) => {
    const makers = waiting ?? [];
    waiting = undefined;
    makers.forEach((make) => make());
    return serialize(...args);
  };
}

import assert from "node:assert/strict";
import { RefusedArgumentError } from "../../components";
import { record } from "./mocks";

export interface RefusalCase<C> {
  readonly change: C;
  /** Id of the control; absent where the value has no meaning at all. */
  readonly control?: string;
  /** The whole message. */
  readonly message: string;
}

/** Cases by title: what a component refuses, before anything registers. Each finishes the sentence "it refuses …". */
export function refuses<C>(
  component: string,
  make: (change: C) => unknown,
  cases: Readonly<Record<string, RefusalCase<C>>>,
): void {
  for (const [title, { change, control, message }] of Object.entries(cases)) {
    it(`refuses ${title}`, async () => {
      const { made, resources } = await record(() => thrownBy(() => make(change)));
      assert.ok(made instanceof RefusedArgumentError, `it threw ${String(made)}`);
      assert.equal(made.message, message);
      assert.equal(made.component, component);
      assert.equal(made.control, control);
      assert.deepEqual(resources, []);
    });
  }
}

/** The refusal that something ends in; undefined where it is accepted. */
export function refusalOf(action: () => unknown): RefusedArgumentError | undefined {
  const error = thrownBy(action);
  assert.ok(error === undefined || error instanceof RefusedArgumentError, `it threw ${String(error)}`);
  return error;
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

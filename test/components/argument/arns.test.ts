import assert from "node:assert/strict";
import { RefusedArgumentError } from "../../../components";
import type { Properties } from "../../../components/argument/shape";
import shapes from "../../../components/argument/shapes.json";
import { recordDrawn } from "../accepted/drawn";

/** What the service would not take for what it is, or would take for none. */
const others = ["", "alias/aws/ebs", "arn:aws:iam::111122223333:role/alarms"];

describe("the ARNs of keys and of topics of alarms", () => {
  for (const argument of ["kmsKeyArn", "alarmTopicArn", "logs"] as const) {
    for (const [component, properties] of Object.entries<Properties>(shapes.components)) {
      if (Object.hasOwn(properties, argument)) {
        it(`are what a ${component} takes as ${argument}`, async () => {
          const refused: string[] = [];
          await recordDrawn(component, ({ args, make }) => {
            for (const other of others) {
              const value = argument === "logs" ? { ...(args["logs"] as object), kmsKeyArn: other } : other;
              assert.throws(
                () => make({ ...args, [argument]: value }),
                (error) => error instanceof RefusedArgumentError && error.value === other,
              );
              refused.push(other);
            }
          });
          assert.deepEqual(refused, others);
        });
      }
    }
  }
});

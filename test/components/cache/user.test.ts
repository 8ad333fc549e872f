import assert from "node:assert/strict";
import fc from "fast-check";
import { accessString } from "../../../components/cache/user";

const name = fc.stringMatching(/^[a-z]{1,8}$/);
const commands = fc.array(
  fc.oneof(
    name,
    name.map((category) => `@${category}`),
  ),
  { minLength: 1, maxLength: 6 },
);

describe("access string of a user", () => {
  it("opens its keys and channels, takes everything away, and gives what is stated", () => {
    const user = {
      name: "gateway",
      keys: ["session:*", "lock:*"],
      channels: ["push:*"],
      commands: ["info", "@read", "@write", "cluster|slots"],
    };
    assert.equal(
      accessString(user),
      "on ~session:* ~lock:* &push:* -@all +@read +@write -@dangerous +info +cluster|slots",
    );
  });

  it("gives a dangerous command only by its name", () => {
    fc.assert(
      fc.property(commands, (stated) => {
        const rules = accessString({ name: "a", keys: ["a:*"], commands: stated }).split(" ");
        const cut = rules.indexOf("-@dangerous");
        assert.ok(rules.indexOf("-@all") < cut);
        for (const command of stated) {
          assert.equal(rules.indexOf(`+${command}`) < cut, command.startsWith("@"), command);
        }
        assert.equal(rules.length, 4 + stated.length);
      }),
    );
  });
});

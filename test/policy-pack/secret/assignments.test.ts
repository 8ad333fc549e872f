import assert from "node:assert/strict";
import { assignmentsIn } from "../../../policy-pack/secret/assignments";

const pairs = (text: string) => assignmentsIn(text).map(({ name, value }) => `${name} ${value}`);

describe("the assignments of a text", () => {
  const forms: Readonly<Record<string, string>> = {
    "of a shell": "export PASSWORD=hunter2; run",
    "of a shell, quoted": 'PASSWORD="hunter2"',
    "of PowerShell": "$PASSWORD = 'hunter2'",
    "of YAML": "  PASSWORD: hunter2 # why",
    "of JSON": '{"PASSWORD": "hunter2"}',
    "of a property file": "PASSWORD=hunter2",
    "of an option": "run --PASSWORD=hunter2",
    "of XML": "<PASSWORD>hunter2</PASSWORD>",
  };
  for (const [title, text] of Object.entries(forms)) {
    it(`are those ${title}`, () => assert.deepEqual(pairs(text), ["PASSWORD hunter2"]));
  }

  it("are those of lists of names and values", () => {
    assert.ok(pairs("env:\n- name: PASSWORD\n  value: hunter2").includes("PASSWORD hunter2"));
    assert.ok(pairs('{"name": "PASSWORD", "value": "hunter2"}').includes("PASSWORD hunter2"));
  });

  it("are not expressions", () => {
    const expressions = ["process.env.X", "get_secret(x)", "{", "[a]", "|", ">-", "!Ref X", "*anchor", "<fill-in>"];
    for (const expression of expressions) {
      assert.deepEqual(pairs(`password: ${expression}`), [], expression);
    }
  });

  it("are not headings of what follows", () => assert.deepEqual(pairs("chpasswd:\n  list: x"), ["list x"]));
});

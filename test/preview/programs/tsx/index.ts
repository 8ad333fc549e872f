import { Thing } from "../fake.js";

interface Named {
  readonly name: string;
}

const one: Named = { name: "one" };
new Thing(one.name, {});

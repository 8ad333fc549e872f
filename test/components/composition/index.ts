import { readdirSync } from "node:fs";

// Every component with all that it can do, as the policies are to accept it: a program for each, in this folder.
const programs = readdirSync(__dirname).filter((file) => file.endsWith(".ts") && file !== "index.ts");

export = Promise.all(programs.map((program) => import(`./${program}`) as Promise<object>)).then(() => ({}));

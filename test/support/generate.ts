import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "./generated";

for (const { file, content } of generatedFiles) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content());
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { Thing } from "../fake";
import { Site } from "./parts/site";

enum Size {
  Small = "small",
}

const named = (name: string) =>
  new Thing(name, {
    size: Size.Small,
    folder: path.basename(__dirname),
    lazily: (module.require("./parts/" + "lazy") as { word: string }).word,
    self: readFileSync(__filename, "utf8").includes("enum Size"),
    cwd: path.basename(process.cwd()),
  });

named("here");
/* prettier-ignore */ const two = [new Thing("left", {}), new Thing("right", {})];
new Site("site");
console.log("a word on stdout", two.length);
console.error("a word on stderr");

export const site = "done";

import { Thing } from "../fake";

new Thing("made", { quality: "bad" });

function fail(): never {
  throw new Error("out of order");
}

setTimeout(() => fail(), 200);

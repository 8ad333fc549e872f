import { Thing } from "../fake";

new Thing("good", { quality: "good" });
const bad = new Thing("bad", { quality: "bad" });
new Thing("none", {}, { dependsOn: bad });

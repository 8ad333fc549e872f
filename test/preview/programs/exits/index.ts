import { Thing } from "../fake";

new Thing("made", {});
setTimeout(() => process.exit(0), 200);

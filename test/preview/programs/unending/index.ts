import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Thing } from "../fake";

const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
new Thing("made", {});
writeFileSync(process.env.UNENDING_PIDS ?? "", JSON.stringify([process.pid, child.pid]));
setInterval(() => undefined, 1000);

import { Thing } from "../fake";

new Thing("made", {});
void Promise.reject(new Error("not kept"));

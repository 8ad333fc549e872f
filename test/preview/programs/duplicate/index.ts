import { Thing } from "../fake";

new Thing("same", {});
new Thing("same", {});

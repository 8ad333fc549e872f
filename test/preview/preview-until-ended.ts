import { preview } from "./preview";

void preview("unending", ["levels"]);

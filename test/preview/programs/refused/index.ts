import { Thing } from "../fake";

const made = new Thing("made", { quality: "bad" });
const refused = new Thing("refused", { refuse: "it is refused", quality: "bad", v: made.out });
new Thing("after", { v: refused.out });

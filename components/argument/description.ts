import type { Control } from "../../protocol/control";
import type { Refuse } from "./refusal";

// What the cloud's API accepts in the description of a group or a rule.
const ALLOWED = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** @throws RefusedArgumentError unless `description` says something, in at most 255 of the characters that the cloud takes. */
export function assertDescription(refuse: Refuse, argument: string, description: string, control?: Control): void {
  if (typeof description !== "string" || description.trim() === "") {
    throw refuse(argument, description, "a description of what it is for", control);
  }
  if (!ALLOWED.test(description)) {
    throw refuse(
      argument,
      description,
      "at most 255 letters without accents, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
    );
  }
}

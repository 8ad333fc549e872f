import { assertNoSecretWords } from "../argument/plain-secret";
import type { Refuse } from "../argument/refusal";

/** What a container is started with. */
interface Command {
  readonly command: readonly string[];
  readonly arguments: readonly string[];
}

/** What is accepted instead of a secret in plain text. */
export const SECRET_FILE = "a secret of the cluster among secrets, whose value the container reads from a file";

/** @throws RefusedArgumentError for a secret among the words, which every list of processes shows. */
export function assertCommand(refuse: Refuse, { command, arguments: words }: Command): void {
  assertNoSecretWords(refuse, "command", command, SECRET_FILE);
  assertNoSecretWords(refuse, "arguments", words, SECRET_FILE);
}

/** @throws RefusedArgumentError for a variable that no shell knows. */
export function assertVariables(refuse: Refuse, environment: Readonly<Record<string, unknown>>): void {
  for (const variable of Object.keys(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
      throw refuse(`environment.${variable}`, variable, "a name of letters, digits and underscores, no digit first");
    }
  }
}

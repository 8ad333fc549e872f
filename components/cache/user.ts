import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { applicationAccounts, moduleAccounts } from "../../protocol/database";
import { assertIdentifier } from "../argument/identifier";
import type { Refuse } from "../argument/refusal";
import type { CacheChildren } from "./roles";

/** A user of a cache, for one application or module of it (DB-02). It signs in with credentials of IAM and has no password. */
export interface CacheUser {
  /** Name within the cache, which gives the user's own: a letter, then letters, digits and single hyphens, in lower case. */
  name: string;
  /** Patterns of the keys that the user reaches, each behind a prefix such as `session:*` (DB-01). */
  keys: string[];
  /** Patterns of the channels that the user reaches, each behind a prefix. Default: none. */
  channels?: string[];
  /**
   * What the user may do: categories such as `@read`, `@write` and `@connection`, of which no dangerous command is let
   * through, and commands by name, such as `info` or `cluster|slots`, which are (DB-01).
   */
  commands: string[];
}

/** Categories that give away the cache, not a part of it. */
const wide: readonly string[] = ["@all", "@admin", "@dangerous"];

// The service refuses more in one group.
const MAX_USERS = 100;

/** The permissions of a user in the words of the engine; later ones win over earlier ones. */
export function accessString({ keys, channels = [], commands }: CacheUser): string {
  const categories = commands.filter((command) => command.startsWith("@"));
  const named = commands.filter((command) => !command.startsWith("@"));
  return [
    "on",
    ...keys.map((key) => `~${key}`),
    ...channels.map((channel) => `&${channel}`),
    "-@all",
    ...categories.map((category) => `+${category}`),
    "-@dangerous",
    ...named.map((command) => `+${command}`),
  ].join(" ");
}

/** A user, by its name within the cache. */
export interface MadeUser {
  readonly name: string;
  readonly user: aws.elasticache.User;
}

/** The users. Who signs in with credentials of IAM must have an id that is the name, and ids are those of the account. */
export function makeUsers(
  { name, options, tagged }: CacheChildren,
  users: readonly CacheUser[],
  cacheName: pulumi.Output<string>,
): readonly MadeUser[] {
  return users.map((user) => {
    const suffix = `user-${user.name}`;
    const userId = pulumi.interpolate`${cacheName}-${user.name}`;
    const made = new aws.elasticache.User(
      name(suffix),
      tagged("user", suffix, {
        engine: "valkey",
        userId,
        userName: userId,
        accessString: accessString(user),
        authenticationMode: { type: "iam" },
      }),
      options,
    );
    return { name: user.name, user: made };
  });
}

/** @throws RefusedArgumentError for no user, one without a name of its own, and one that reaches or may do everything. */
export function assertUsers(refuse: Refuse, users: readonly CacheUser[], maxLength: number): void {
  if (!Array.isArray(users) || users.length === 0 || users.length > MAX_USERS) {
    throw refuse("users", users, `1 to ${MAX_USERS} users, one for each application`, moduleAccounts);
  }
  users.forEach(({ name, keys, channels = [], commands }, index) => {
    const at = (argument: string) => `users[${index}].${argument}`;
    assertIdentifier(refuse, at("name"), name, maxLength);
    assertListed(refuse, at("keys"), keys, "one pattern at least");
    assertPatterns(refuse, at("keys"), keys);
    assertPatterns(refuse, at("channels"), channels);
    assertListed(refuse, at("commands"), commands, "one category or command at least");
    assertCommands(refuse, at("commands"), commands);
  });
  const names = users.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    throw refuse("users", names, "each name once");
  }
}

function assertListed(refuse: Refuse, argument: string, list: readonly string[], limit: string): void {
  if (!Array.isArray(list) || list.length === 0) {
    throw refuse(argument, list, limit);
  }
}

function assertPatterns(refuse: Refuse, argument: string, patterns: readonly string[]): void {
  patterns.forEach((pattern, index) => {
    if (typeof pattern !== "string" || !/^[A-Za-z0-9_{][^\s]*$/.test(pattern)) {
      const limit = "a pattern behind a prefix, such as session:*";
      throw refuse(`${argument}[${index}]`, pattern, limit, applicationAccounts);
    }
  });
}

function assertCommands(refuse: Refuse, argument: string, commands: readonly string[]): void {
  commands.forEach((command, index) => {
    if (wide.includes(command)) {
      throw refuse(`${argument}[${index}]`, command, "categories of what the application does", applicationAccounts);
    }
    if (typeof command !== "string" || !/^(@[a-z]+|[a-z]+(-[a-z]+)*(\|[a-z-]+)?)$/.test(command)) {
      throw refuse(`${argument}[${index}]`, command, "a category such as @read, or a command in lower case");
    }
  });
}

/** What a log tells of, which decides for how long it is kept: tag `log-class`. */
export enum LogClass {
  /** What operators and trails did: kept for as long as LOG-06 demands. */
  Operation = "operation",
  /** Traffic, name queries and findings. */
  Security = "security",
  /** Requests that clients made. */
  Access = "access",
  /** What applications write. */
  Application = "application",
}

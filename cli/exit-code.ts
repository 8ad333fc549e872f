/** Exit codes of every command. */
export const exitCodes = {
  compliant: 0,
  blocked: 1,
  wrongUse: 2,
  ownFault: 70,
  help: "Exit codes: 0 compliant, 1 blocked, 2 wrong use or broken input, 70 a fault of palisade itself.",
} as const;

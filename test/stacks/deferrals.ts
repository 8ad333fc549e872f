/** What may stay undecided in the previews of our own stacks, and why. Nothing that a component of ours sets is among it. */
export const deferrals: readonly { readonly stack: string; readonly id: string; readonly reason: string }[] = [];

/** The most characters that the cloud takes as one policy; it does not count spaces, of which ours have few. */
export const MAX_POLICY_CHARACTERS = 6144;

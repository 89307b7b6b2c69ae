// @ts-check

/** What can go wrong without anyone having made a mistake in here: its message is all that people need. */
export class Failure extends Error {}

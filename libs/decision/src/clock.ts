/** Where time comes from. Decisions take `now` as an argument; everything around them asks this port. */
export interface Clock {
  now(): Date;
}

/** The clock of a running service. Specs inject their own. */
export const systemClock: Clock = { now: () => new Date(Date.now()) };

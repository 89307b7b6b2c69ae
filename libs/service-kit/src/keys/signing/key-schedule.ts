/** When a signing key signs, and for how long what it signed is valid. */
export interface KeyTimes {
  /** Counts from 1. */
  generation: number;
  /** A key signs from then on, until the next generation does. */
  signsFrom: Date;
  /** Until when what it signed is valid, where that is unusually long. */
  usedUntil: Date;
}

/** In seconds. */
export interface KeyLifetimes {
  /** How long a key signs. */
  lifetime: number;
  /** How long a key is published before it signs. */
  lead: number;
  /** How long what it signs is valid at most, that apart which is noted in `usedUntil`. */
  signatures: number;
}

/**
 * The key that signs: the latest one whose time has come. The very first one signs by any clock: the instance that made it may
 * have begun a moment later than this one, or have a clock that is ahead.
 */
export function signingKey<Key extends KeyTimes>(keys: readonly Key[], now: Date): Key | undefined {
  return latest(keys.filter(({ signsFrom }) => signsFrom <= now)) ?? earliest(keys);
}

/** The key that has to be made now, if any: the very first one, or a successor that is to be published ahead. */
export function dueKey(keys: readonly KeyTimes[], { lifetime, lead }: KeyLifetimes, now: Date): KeyTimes | undefined {
  const last = latest(keys);
  if (!last) return { generation: 1, signsFrom: now, usedUntil: now };
  if (now < after(last.signsFrom, lifetime - lead)) return undefined;
  const signsFrom = new Date(Math.max(after(last.signsFrom, lifetime).getTime(), after(now, lead).getTime()));
  return { generation: last.generation + 1, signsFrom, usedUntil: signsFrom };
}

/** The keys whose successors sign, and whose last signatures nobody checks any more. */
export function retiredKeys<Key extends KeyTimes>(
  keys: readonly Key[],
  { signatures }: KeyLifetimes,
  now: Date,
): Key[] {
  return keys.filter(({ generation, usedUntil }) => {
    const successor = keys.find((key) => key.generation === generation + 1);
    return successor !== undefined && after(successor.signsFrom, signatures) < now && usedUntil < now;
  });
}

function latest<Key extends KeyTimes>(keys: readonly Key[]): Key | undefined {
  return [...keys].sort((one, other) => other.generation - one.generation)[0];
}

function earliest<Key extends KeyTimes>(keys: readonly Key[]): Key | undefined {
  return [...keys].sort((one, other) => one.generation - other.generation)[0];
}

function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1_000);
}

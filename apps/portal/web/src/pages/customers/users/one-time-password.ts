const KINDS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '-!?#+'] as const;
const OF_EACH_KIND = 4;

/** A password of 16 characters that nobody can guess, of each kind that the platform asks for; without look-alikes, as it is read to somebody. */
export function oneTimePassword(): string {
  const characters = KINDS.flatMap((kind) => Array.from({ length: OF_EACH_KIND }, () => kind[below(kind.length)]));
  for (let last = characters.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [characters[last], characters[other]] = [characters[other], characters[last]];
  }
  return characters.join('');
}

/** Each number below the limit is as likely as any other: what would favour some is drawn again. */
function below(limit: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1));
  return drawn < 256 - (256 % limit) ? drawn % limit : below(limit);
}

import { LRUCache } from 'lru-cache';
import { type Stretch } from '#lib/partner-api';
import { type Between } from './stretch.js';

/** The digits of a GUID that tell where it lies among all of them. */
const DIGITS = 8;
const PLACES = 16 ** DIGITS;
/** Ids do not lie evenly: so much more than the average is asked for. */
const SPARE = 1.5;
const SPARE_ROWS = 10;
const WIDER = 4;
const MOST_OWNERS = 10_000;

/**
 * Reads stretches of rows whose ids are GUIDs, in ranges that hardly hold more than the stretch: not every server stops at the limit when it
 * reads what is sorted by an index. How close an owner's rows lie is remembered of the last time; where there were fewer, a wider range
 * follows.
 */
export class NarrowRanges<Row extends { id: string }> {
  /** The share of all ids that one row takes, by owner. */
  private readonly gaps = new LRUCache<string, number>({ max: MOST_OWNERS });

  async read(owner: string, stretch: Stretch, rows: (between: Between) => Promise<Row[]>): Promise<Row[]> {
    const { from, backward = false, limit } = stretch;
    const found: Row[] = [];
    let width = Math.max(2 / PLACES, (this.gaps.get(owner) ?? 1) * (limit * SPARE + SPARE_ROWS));
    let at = from === undefined ? Number(backward) : placeOf(from);
    for (let after = from; found.length < limit; width *= WIDER) {
      const end = backward ? at - width : at + width;
      const bound = end > 0 && end < 1 ? idAt(end) : undefined;
      const place = { ...(after !== undefined && { from: after }), ...(bound !== undefined && { bound }) };
      found.push(...(await rows({ ...stretch, ...place, limit: limit - found.length })));
      if (bound === undefined) break;
      [after, at] = [bound, end];
    }
    this.learn(owner, found);
    return found;
  }

  private learn(owner: string, found: Row[]): void {
    const [first, last] = [found[0], found.at(-1)];
    if (!first || !last || first === last) return;
    const gap = Math.abs(placeOf(last.id) - placeOf(first.id)) / (found.length - 1);
    if (gap > 0) this.gaps.set(owner, gap);
  }
}

/** From 0 to 1; not a number for what is no GUID. */
function placeOf(id: string): number {
  return Number.parseInt(id.slice(0, DIGITS), 16) / PLACES;
}

/** No id of a row: ids are longer. */
function idAt(place: number): string {
  return Math.floor(place * PLACES)
    .toString(16)
    .padStart(DIGITS, '0');
}

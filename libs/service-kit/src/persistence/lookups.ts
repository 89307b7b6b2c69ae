import { type mongo } from 'mongoose';
import { apart } from '#lib/telemetry';
import { inDatabase } from './database/database-spans.js';
import { inTime } from './database/in-time.js';
import { byIds, type Filter } from './query.js';

/** Queries that are under way at once; what is looked for meanwhile is in the next one. */
const AT_ONCE = 2;
const MOST_IN_ONE = 200;

interface Sought<Stored> {
  id: string;
  /** The id first, then what else the document has to be. */
  filter: Filter;
  /** The filter as a text. */
  key: string;
  resolve: (found: Stored | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Finds documents of one collection. What is looked for by id while other queries are under way, by whomever, is one query: most
 * of what a query costs is its way to the database.
 */
export class Lookups<Stored extends { _id: string }> {
  private waiting: Sought<Stored>[] = [];
  private underWay = 0;

  constructor(private readonly collection: () => mongo.Collection<Stored>) {}

  /** The document that the filter finds; undefined if there is none. */
  async find(filter: Filter): Promise<Stored | undefined> {
    const { _id: id, ...besides } = filter;
    if (typeof id !== 'string' || !isPlain(besides)) return this.one(filter);
    const idFirst = { _id: id, ...besides };
    const ask = (): Promise<Stored | undefined> =>
      new Promise((resolve, reject) => {
        const sought = { id, filter: idFirst, key: JSON.stringify(idFirst), resolve, reject };
        if (this.underWay < AT_ONCE) void apart(() => this.answer([sought]));
        else this.waiting.push(sought);
      });
    return inDatabase('find', this.collection(), ask);
  }

  private async answer(sought: Sought<Stored>[]): Promise<void> {
    this.underWay++;
    try {
      const filters = new Map(sought.map(({ key, filter }) => [key, filter]));
      const found = new Map(
        (await inTime(this.among([...filters.values()]))).map((document) => [document._id, document]),
      );
      for (const { id, resolve } of sought) resolve(found.get(id));
    } catch (error) {
      for (const { reject } of sought) reject(error);
    }
    this.underWay--;
    const groups = groupsOf(this.waiting);
    this.waiting = [];
    for (const group of groups) void this.answer(group);
  }

  private async among(filters: Filter[]): Promise<Stored[]> {
    const filter = byIds(filters);
    if (filters.length > 1)
      return this.collection()
        .find(filter as object)
        .toArray() as Promise<Stored[]>;
    const found = await this.one(filter);
    return found ? [found] : [];
  }

  private async one(filter: Filter): Promise<Stored | undefined> {
    return ((await this.collection().findOne(filter as object)) as Stored | null) ?? undefined;
  }
}

/** In one query each: nobody gets a document because another, who asks for the same id, may have it. */
function groupsOf<Stored>(sought: Sought<Stored>[]): Sought<Stored>[][] {
  const groups: { keys: Map<string, string>; sought: Sought<Stored>[] }[] = [];
  for (const one of sought) {
    const fits = ({ keys }: (typeof groups)[number]): boolean =>
      keys.has(one.id) ? keys.get(one.id) === one.key : keys.size < MOST_IN_ONE;
    const group = groups.find(fits) ?? { keys: new Map<string, string>(), sought: [] };
    if (group.sought.length === 0) groups.push(group);
    group.keys.set(one.id, one.key);
    group.sought.push(one);
  }
  return groups.map((group) => group.sought);
}

/** Whether JSON says all of it, so that two that look the same are the same. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isPlain)
  );
}

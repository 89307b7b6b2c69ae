import { type mongo } from 'mongoose';
import { byIds, type Filter } from './query.js';

/** Queries that are under way at once; what is looked for meanwhile is in the next one. */
const AT_ONCE = 2;

interface Sought<Stored> {
  id: string;
  resolve: (found: Stored | undefined) => void;
  reject: (error: unknown) => void;
}

/** Documents that have to be the same but for their ids. */
interface Group<Stored> {
  besides: Filter;
  sought: Sought<Stored>[];
}

/**
 * Finds documents of one collection. What is looked for by id while other queries are under way, by whomever, is one query: most
 * of what a query costs is its way to the database.
 */
export class Lookups<Stored extends { _id: string }> {
  private groups = new Map<string, Group<Stored>>();
  private underWay = 0;

  constructor(private readonly collection: () => mongo.Collection<Stored>) {}

  /** The document that the filter finds; undefined if there is none. */
  async find(filter: Filter): Promise<Stored | undefined> {
    const { _id: id, ...besides } = filter;
    if (typeof id !== 'string' || !isPlain(besides)) return this.one(filter);
    return new Promise((resolve, reject) => {
      const sought = { id, resolve, reject };
      if (this.underWay < AT_ONCE) void this.answer({ besides, sought: [sought] });
      else this.wait(besides, sought);
    });
  }

  private wait(besides: Filter, sought: Sought<Stored>): void {
    const key = JSON.stringify(besides);
    const group = this.groups.get(key) ?? { besides, sought: [] };
    group.sought.push(sought);
    this.groups.set(key, group);
  }

  private async answer({ besides, sought }: Group<Stored>): Promise<void> {
    this.underWay++;
    try {
      const ids = [...new Set(sought.map(({ id }) => id))];
      const found = new Map((await this.among(ids, besides)).map((document) => [document._id, document]));
      for (const { id, resolve } of sought) resolve(found.get(id));
    } catch (error) {
      for (const { reject } of sought) reject(error);
    }
    this.underWay--;
    const waiting = [...this.groups.values()];
    this.groups = new Map();
    for (const group of waiting) void this.answer(group);
  }

  private async among(ids: string[], besides: Filter): Promise<Stored[]> {
    const filter = byIds(ids, besides);
    if (ids.length > 1) return this.collection().find(filter as object).toArray() as Promise<Stored[]>;
    const found = await this.one(filter);
    return found ? [found] : [];
  }

  private async one(filter: Filter): Promise<Stored | undefined> {
    return ((await this.collection().findOne(filter as object)) as Stored | null) ?? undefined;
  }
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

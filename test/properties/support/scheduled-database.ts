import type fc from 'fast-check';
import { mongo, type Model } from 'mongoose';
import { type Persistence } from '#lib/service-kit';

type Document = Record<string, unknown> & { _id: string };
type Condition = Record<string, unknown>;

interface Update {
  $set?: Record<string, unknown>;
  $unset?: Record<string, unknown>;
  $push?: Record<string, { $each: unknown[] }>;
}

/**
 * Collections in memory, behind the real repositories. Each command waits until the scheduler lets it run, and is atomic
 * then, as on a server: so a property test sees every interleaving of the commands of several processes.
 */
export class ScheduledDatabase {
  /** Counts the commands. */
  private ticks = 0;
  private readonly collections: Map<string, Document>[] = [];
  private scheduled?: (work: () => unknown) => Promise<unknown>;

  /** Forgets everything, and leaves the order of the commands to this scheduler. */
  begin(scheduler: fc.Scheduler): void {
    this.ticks = 0;
    for (const documents of this.collections) documents.clear();
    this.schedule(scheduler);
  }

  /** Leaves the order of the commands to this scheduler from now on. */
  schedule(scheduler: fc.Scheduler): void {
    this.scheduled = scheduler.scheduleFunction((work: () => unknown) => {
      this.ticks++;
      return Promise.resolve(work());
    });
  }

  /** Forgets everything; each command runs at once. */
  beginUnscheduled(): void {
    for (const documents of this.collections) documents.clear();
    this.scheduled = (work) => Promise.resolve(work());
  }

  /** What repositories of aggregates need besides their connection. Nothing is published: outboxes keep every event. */
  readonly persistence = {
    relay: { register: () => undefined, publishSoon: () => undefined },
    clock: { now: () => this.now() },
  } as unknown as Persistence;

  now(): Date {
    return new Date(this.ticks);
  }

  /** Another service, or anything else that takes its time. */
  run<T>(work: () => T): Promise<T> {
    if (!this.scheduled) throw new Error('Nothing has begun.');
    return this.scheduled(work) as Promise<T>;
  }

  /** Keeps the documents of a repository, or of several that share them; answers the documents. */
  keep<T = unknown>(...repositories: object[]): Map<string, T> {
    const documents = new Map<string, Document>();
    this.collections.push(documents);
    const first = (filter: Condition): Document | undefined =>
      [...documents.values()].find((document) => matches(document, filter));
    const commands = {
      findOne: (filter: Condition) => this.run(() => copy(first(filter) ?? null)),
      find: (filter: Condition, { limit }: { limit?: number } = {}) =>
        this.cursor(() => [...documents.values()].filter((one) => matches(one, filter)), limit),
      insertOne: (document: Document) =>
        this.run(() => {
          if (documents.has(document._id)) throw duplicateKey();
          documents.set(document._id, copy(document));
        }),
      findOneAndUpdate: (filter: Condition, update: Update) =>
        this.run(() => {
          const found = first(filter);
          if (found) apply(found, update);
          return copy(found ?? null);
        }),
      updateOne: (filter: Condition, update: Update) =>
        this.run(() => {
          const found = first(filter);
          if (found) apply(found, update);
          return { acknowledged: true, matchedCount: found ? 1 : 0, modifiedCount: found ? 1 : 0 };
        }),
      insertMany: (inserted: Document[]) =>
        this.run(() => {
          // One after the other: two of a group may have the same id.
          const writeErrors = inserted.flatMap((document, index) => {
            if (documents.has(document._id)) return [{ index, code: 11000 }];
            documents.set(document._id, copy(document));
            return [];
          });
          if (writeErrors.length > 0) throw Object.assign(duplicateKey(), { writeErrors });
        }),
      bulkWrite: (operations: { updateOne: { filter: Condition; update: Update } }[]) =>
        this.run(() => {
          const found = operations.map(({ updateOne: { filter, update } }) => {
            const document = first(filter);
            if (document) apply(document, update);
            return document !== undefined;
          });
          return { matchedCount: found.filter(Boolean).length };
        }),
      deleteOne: (filter: Condition) => this.run(() => documents.delete(first(filter)?._id ?? '')),
    };
    for (const repository of repositories as { model: Model<unknown>; collection?: unknown }[]) {
      Object.assign(repository.model.collection, commands);
      // Of repositories that use the driver's own.
      repository.collection = commands;
    }
    return documents as Map<string, unknown> as Map<string, T>;
  }

  private cursor(found: () => Document[], limit?: number): object {
    return {
      sort: () => this.cursor(found, limit),
      hint: () => this.cursor(found, limit),
      limit: (most: number) => this.cursor(found, most),
      toArray: () => this.run(() => copy(found().slice(0, limit))),
    };
  }
}

function duplicateKey(): Error {
  return Object.assign(new Error('duplicate key'), { code: 11000 });
}

function apply(document: Document, { $set = {}, $unset = {}, $push = {} }: Update): void {
  for (const [path, value] of Object.entries(copy($set))) {
    const [owner, field] = ownerOf(document, path);
    if (value !== undefined) owner[field] = value;
  }
  for (const path of Object.keys($unset)) {
    const [owner, field] = ownerOf(document, path);
    delete owner[field];
  }
  for (const [path, { $each }] of Object.entries($push)) {
    const [owner, field] = ownerOf(document, path);
    owner[field] = [...(owner[field] as unknown[]), ...copy($each)];
  }
}

function ownerOf(document: Document, path: string): [Condition, string] {
  const steps = path.split('.');
  const field = steps.pop() as string;
  return [steps.reduce((owner, step) => owner[step] as Condition, document as Condition), field];
}

function matches(document: Document, filter: Condition): boolean {
  return Object.entries(filter).every(([path, condition]) => {
    if (path === '$or') return (condition as Condition[]).some((one) => matches(document, one));
    const values = valuesAt(document, path.split('.'));
    return isOperators(condition)
      ? Object.entries(condition).every(([operator, operand]) => holds(operator, values, operand))
      : values.some((value) => isSame(value, condition));
  });
}

function holds(operator: string, values: unknown[], operand: unknown): boolean {
  const compares = (test: (value: number, other: number) => boolean): boolean =>
    values.some((value) => value !== undefined && test(Number(value), Number(operand)));
  switch (operator) {
    case '$lt':
      return compares((value, other) => value < other);
    case '$gt':
      return compares((value, other) => value > other);
    case '$in':
      return (operand as unknown[]).some((one) => values.some((value) => isSame(value, one)));
    case '$ne':
      return !values.some((value) => isSame(value, operand));
    default:
      throw new Error(`The operator ${operator} is not known here.`);
  }
}

/** The values at a path; through lists, those of all their elements. */
function valuesAt(value: unknown, [step, ...rest]: string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, [step, ...rest] as string[]));
  if (step === undefined) return [value];
  return valuesAt((value as Condition | undefined)?.[step], rest);
}

function isOperators(condition: unknown): condition is Condition {
  return typeof condition === 'object' && Object.keys(condition ?? {}).some((key) => key.startsWith('$'));
}

function isSame(value: unknown, other: unknown): boolean {
  return value instanceof Date && other instanceof Date ? value.getTime() === other.getTime() : value === other;
}

/** As if it had been sent: bytes and longs come back as the driver gives them. */
export function copy<T>(value: T): T {
  if (value instanceof mongo.Long) return value.toNumber() as T;
  if (Buffer.isBuffer(value)) return { buffer: Buffer.from(value) } as T;
  if (Array.isArray(value)) return value.map(copy) as T;
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Buffer.isBuffer((value as { buffer?: unknown }).buffer)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, copy(field as unknown)])) as T;
}

import { type OnModuleInit } from '@nestjs/common';
import { Schema, type Connection, type Model, type mongo, type SchemaDefinition } from 'mongoose';
import { type StateContract } from '#lib/contracts';
import { Coalescer, type EventMessage } from '#lib/messaging';
import { isDuplicateKey } from '../duplicate-key.js';
import { storedState } from '../aggregates/writing/stored-state.js';
import { createIndexes } from '../indexes.js';
import { Lookups } from '../lookups.js';
import { nativeCollection } from '../database/native-collection.js';
import { type Query } from '../query.js';

/** A read model of another service's aggregate: the latest state that an event told of, and that event's sequence. */
export type Projected<View> = View & { _id: string; sequence: number };

/** A state of its owner from which rows are built; undefined: it makes none. */
export interface ProjectionSource {
  contract: StateContract;
  view: (state: object) => object | undefined;
}

export function source<State extends object, View extends object>(
  contract: StateContract<State>,
  view: (state: State) => View | undefined,
): ProjectionSource {
  return { contract, view: view as ProjectionSource['view'] };
}

export interface ProjectionOptions {
  /**
   * A projection with other fields has a greater one: it is built from the states beside the one of before, which older instances go on
   * with. 1 if it is absent.
   */
  version?: number;
  /** What it is built from where it is new. */
  from: ProjectionSource[];
}

const registered = new WeakMap<object, ProjectionRepository<object>[]>();

/** The projections of a database. */
export function projectionsOf(connection: object): ProjectionRepository<object>[] {
  const known = registered.get(connection) ?? [];
  registered.set(connection, known);
  return known;
}

interface Change {
  id: string;
  sequence: number;
  view: object;
}

/**
 * Keeps the latest state of aggregates of one kind and one source. Events carry the whole public state, so an event
 * replaces what is there, and one that is not newer is dropped.
 */
export abstract class ProjectionRepository<View extends object> implements OnModuleInit {
  /** The collection. */
  readonly name: string;
  readonly sources: ProjectionSource[];
  private readonly model: Model<Projected<object>>;
  private readonly view: Schema;
  private collection?: mongo.Collection<Projected<View>>;
  private readonly lookups = new Lookups<Projected<View>>(() => this.documents);
  private readonly changes = new Coalescer<Change>((items) => this.write(items), { waitMs: 3, maxItems: 500 });

  protected constructor(
    connection: Connection,
    collection: string,
    view: SchemaDefinition,
    { version = 1, from }: ProjectionOptions,
  ) {
    this.name = version === 1 ? collection : `${collection}.v${version}`;
    this.sources = from;
    projectionsOf(connection).push(this as unknown as ProjectionRepository<object>);
    this.view = new Schema(view, { _id: false, id: false });
    const schema = new Schema(
      { _id: String, sequence: { type: Number, required: true }, ...view },
      { versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw', minimize: false },
    );
    this.model = connection.model<Projected<object>>(
      this.name,
      schema as unknown as Schema<Projected<object>>,
      this.name,
    );
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  async find(id: string): Promise<View | undefined> {
    return this.lookups.find({ _id: id });
  }

  protected async findOne(query: Query): Promise<View | undefined> {
    return this.lookups.find(query);
  }

  /** Those of the ids that are known. */
  async findAll(ids: string[]): Promise<Map<string, View>> {
    if (ids.length === 0) return new Map();
    const found = await this.documents.find({ _id: { $in: ids } } as object).toArray();
    return new Map(found.map((view) => [view._id, view as Projected<View>]));
  }

  /**
   * Resolves when the event's state, or a newer one, is stored. A state that cannot be is refused before it is gathered with
   * others, which it would keep from being stored as well.
   */
  async apply({ subject, sequence }: Pick<EventMessage, 'subject' | 'sequence'>, view: View): Promise<void> {
    return this.changes.add({ id: subject, sequence, view: storedState(this.view, view) });
  }

  private get documents(): mongo.Collection<Projected<View>> {
    return (this.collection ??= nativeCollection<Projected<View>>(this.model));
  }

  /**
   * An upsert fails on the id where its filter does not match: because a newer state is there, or because an older one came
   * there at the same moment. So those that fail are tried again without being inserted, which tells the two apart.
   */
  private async write(changes: Change[]): Promise<void> {
    const left = await this.replace(changes, true);
    if (left.length > 0) await this.replace(left, false);
  }

  /** Answers those whose id is taken already. */
  private async replace(changes: Change[], upsert: boolean): Promise<Change[]> {
    const operations = changes.map(({ id, sequence, view }) => ({
      replaceOne: { filter: { _id: id, sequence: { $lt: sequence } }, replacement: { ...view, sequence }, upsert },
    }));
    try {
      await this.documents.bulkWrite(operations as object as mongo.AnyBulkWriteOperation<Projected<View>>[], {
        ordered: false,
        ignoreUndefined: true,
      });
      return [];
    } catch (error) {
      const writeErrors = writeErrorsOf(error);
      if (writeErrors.length === 0 || !writeErrors.every(isDuplicateKey)) throw error;
      return writeErrors.flatMap(({ index }) => changes[index] ?? []);
    }
  }
}

function writeErrorsOf(error: unknown): { index: number }[] {
  const { writeErrors } = error as { writeErrors?: { index: number } | { index: number }[] };
  return writeErrors === undefined ? [] : [writeErrors].flat();
}

import fc from 'fast-check';
import mongoose, { Schema, type Connection, type SchemaDefinition } from 'mongoose';
import { happened, nothingHappened, type Accepted } from '#lib/decision';
import { AggregateRepository, ownedBy, type Persistence } from '#lib/service-kit';
import { ScheduledDatabase } from './support/scheduled-database.js';

interface Copy {
  barcode: string;
  lent: number;
  /** The newer version alone knows it. */
  worn?: number;
}

/** A book of a library. */
interface Book {
  id: string;
  lent: number;
  shelf?: { name: string; side?: string };
  copies: Copy[];
  /** The newer version alone knows it. */
  worn?: number;
}

const plain = { _id: false, id: false } as const;

/** One version of the library; the newer one has more fields, on each level. */
class BookRepository extends AggregateRepository<Book> {
  constructor(
    connection: Connection,
    persistence: Persistence,
    private readonly isNewer: boolean,
  ) {
    const worn: SchemaDefinition = isNewer ? { worn: Number } : {};
    const copy = new Schema({ barcode: String, lent: Number, ...worn }, plain);
    const shelf = new Schema({ name: String, ...(isNewer && { side: String }) }, plain);
    super(connection, persistence, {
      collection: 'books',
      state: { id: String, lent: Number, shelf, copies: [copy], ...worn },
    });
  }

  async add(id: string): Promise<void> {
    const copies = [{ barcode: 'b1', lent: 0 }];
    await this.insert(id, 'add', (known) => (known ? nothingHappened : happened({ id, lent: 0, copies })));
  }

  /** The older version builds everything anew from the fields that it knows. */
  lend(commandId: string, known?: Book): Promise<Book | undefined> {
    const decide = (book: Book): Accepted<Book, never> =>
      happened({
        ...(this.isNewer ? book : { id: book.id }),
        lent: book.lent + 1,
        shelf: { ...(this.isNewer && book.shelf), name: `after ${book.lent}` },
        copies: book.copies.map((copy) => ({
          ...(this.isNewer ? copy : { barcode: copy.barcode }),
          lent: copy.lent + 1,
        })),
      });
    return this.change(ownedBy('_id', 'book'), commandId, decide, known);
  }

  /** Twice, the first time on what was read before, the second time on what that has answered. */
  async lendTwice(commandId: string): Promise<void> {
    const read = await this.get();
    await this.lend(`${commandId} again`, await this.lend(commandId, read));
  }

  /** What the newer version adds. */
  async wear(commandId: string): Promise<void> {
    await this.change(ownedBy('_id', 'book'), commandId, (book) =>
      happened({
        ...book,
        worn: (book.worn ?? 0) + 1,
        shelf: { name: 'new', ...book.shelf, side: 'left' },
        copies: book.copies.map((copy) => ({ ...copy, worn: (copy.worn ?? 0) + 1 })),
      }),
    );
  }

  get(): Promise<Book | undefined> {
    return this.findOne(ownedBy('_id', 'book'));
  }
}

const database = new ScheduledDatabase();
const older = new BookRepository(mongoose.createConnection(), database.persistence, false);
const newer = new BookRepository(mongoose.createConnection(), database.persistence, true);
const stored = database.keep<{ remembered: { buffer: Uint8Array } }>(older, newer);

beforeAll(() => {
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => setImmediate(work)) as never);
});
afterAll(() => jest.restoreAllMocks());

const step = fc.record({
  what: fc.constantFrom('lend by the older', 'lend by the newer', 'lend twice', 'wear'),
  /** A repeat has the id of another step. */
  commandId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
});

it('[versions] two versions that write one document at once keep each other’s fields, and know each other’s commands', () =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(step, { minLength: 1, maxLength: 6 }), async (scheduler, steps) => {
      database.begin(scheduler);
      await scheduler.waitFor(Promise.all([older.add('book'), newer.add('book')]));
      await scheduler.waitFor(
        Promise.all(
          steps.map(({ what, commandId }) => {
            if (what === 'wear') return newer.wear(`wear ${commandId}`);
            if (what === 'lend twice') return older.lendTwice(`twice ${commandId}`);
            return (what === 'lend by the older' ? older : newer).lend(`lend ${commandId}`);
          }),
        ),
      );
      const commands = (...kinds: string[]): number =>
        new Set(steps.filter(({ what }) => kinds.includes(what)).map(({ commandId }) => commandId)).size;
      const lent = commands('lend by the older', 'lend by the newer') + 2 * commands('lend twice');
      const worn = commands('wear');
      for (const version of [older, newer]) {
        const book = await scheduler.waitFor(version.get());
        expect(book).toMatchObject({ lent, copies: [{ barcode: 'b1', lent, ...(worn > 0 && { worn }) }] });
        if (worn > 0) expect(book).toMatchObject({ worn, shelf: { side: 'left' } });
      }
    }),
    { numRuns: 1_000, interruptAfterTimeLimit: 20_000 },
  ));

it('[idempotency] a document does not grow with its changes: after 1,000 of them it is as large as after 256', async () => {
  database.beginUnscheduled();
  await older.add('book');
  const sizes: number[] = [];
  for (let count = 1; count <= 1_000; count++) {
    await older.lend(`lend ${count}`);
    if (count === 256 || count === 1_000) sizes.push(stored.get('book')!.remembered.buffer.length);
  }
  expect(sizes).toEqual([5_120, 5_120]);
  expect((await older.get())?.lent).toBe(1_000);
});

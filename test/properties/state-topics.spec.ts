import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import mongoose, { Schema } from 'mongoose';
import { event, type EventContract, type StateContract } from '#lib/contracts';
import { happened } from '#lib/decision';
import { OutboxRelay, type EventProducer } from '#lib/messaging';
import { AggregateRepository, acrossTenants, told, type Persistence, type ToldState } from '#lib/service-kit';
import { PipelineCollection, type Turn } from './support/pipeline-collection.js';

interface Copy {
  id: string;
  lent: number;
}

/** A library's book, and its copies, each of which has a state of its own. */
interface Book {
  id: string;
  title: string;
  copies: Copy[];
}

class Payload {}
const contract = (name: string): never => ({ name, type: `io.example.${name}`, payload: Payload }) as never;
const changed: EventContract = contract('book.changed.v1');
const [bookState, copyState]: StateContract[] = [contract('book.state.v1'), contract('copy.state.v1')];

const tells = ({ id, title, copies }: Book): ToldState[] => [
  ...(title === '' ? [] : [told(bookState!, id, {}, () => ({ title }))]),
  ...copies.map((copy) => told(copyState!, copy.id, copy, () => ({ lent: copy.lent }))),
];

class BookRepository extends AggregateRepository<Book> {
  constructor(persistence: Persistence, isOlder = false) {
    const copy = new Schema({ id: String, lent: Number }, { _id: false, id: false });
    const state = { id: String, title: String, copies: [copy] };
    super(mongoose.createConnection(), persistence, { collection: 'books', state, ...(!isOlder && { tells }) });
  }

  async write(commandId: string, next: (book: Book) => Book, isTold: boolean): Promise<void> {
    const events = isTold ? [event(changed, { by: commandId })] : [];
    await this.change(acrossTenants('A test.', { _id: 'book' }), commandId, (book) => happened(next(book), ...events));
  }

  async begin(): Promise<void> {
    const book = { id: 'book', title: 'one', copies: [{ id: 'copy', lent: 0 }] };
    await this.insert('book', 'begin', () => happened(book, event(changed, { by: 'begin' })));
  }
}

interface Message {
  key: string;
  value: string | null;
  headers: Record<string, string>;
}

/** What several instances of a service write to, and when. */
class World {
  now = Date.UTC(2026, 2, 1);
  readonly log: Message[] = [];
  readonly states: Message[] = [];
  readonly books = new PipelineCollection();

  constructor(
    readonly turn: Turn,
    /** How long a message is on its way to the broker. */
    private readonly way: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /**
   * A process: from its death on nothing of it happens any more, but for what it had sent.
   * @param turns how many commands, sends and acknowledgements it lives for
   * @param isOlder whether it is of a version that tells no states
   */
  instance(turns = Infinity, isOlder = false): Instance {
    const spend = (): void => {
      if (turns-- <= 0) throw new Error('dead');
    };
    const turn: Turn = async (work) => {
      spend();
      const value = await this.turn(work);
      spend();
      return value;
    };
    const producer = {
      available: true,
      refuses: () => false,
      send: async (topic: string, messages: Message[]) => {
        spend();
        await this.way();
        await this.turn(() => void (topic.endsWith('.state') ? this.states : this.log).push(...messages));
        spend();
      },
    };
    const clock = { now: () => new Date(this.now) };
    const relay = new OutboxRelay(
      { service: 'books', topicPrefix: 't', publicUrl: 'https://books.example' } as never,
      clock,
      producer as unknown as EventProducer,
    );
    const repository = new BookRepository({ relay, clock }, isOlder);
    (repository as unknown as { collection: object }).collection = this.books.as(turn);
    return { relay, repository };
  }

  /** What a consumer that begins now has, once the topic is compacted; without what there is none of. */
  get compacted(): Record<string, unknown> {
    const last = new Map(this.states.map(({ key, value }) => [key, value]));
    return Object.fromEntries([...last].flatMap(([key, value]) => (value ? [[key, JSON.parse(value)]] : [])));
  }

  get owned(): Record<string, unknown> {
    const [book] = this.books.documents as unknown as { state: Book }[];
    return Object.fromEntries(book ? tells(book.state).map(({ key, tell }) => [key, tell()]) : []);
  }
}

interface Instance {
  relay: OutboxRelay;
  repository: BookRepository;
}

const kinds = [
  'lend',
  'lend',
  'lend',
  'rename',
  'reorganise',
  'remove',
  'buy',
  'bury',
  'sweep',
  'sweep',
  'wait',
] as const;
/** An instance of a version that tells no states. It leaves no tombstones either, so nothing is taken away by it. */
const OLDER = 3;
const step = fc.record({ kind: fc.constantFrom(...kinds), by: fc.constantFrom(0, 1, 2, OLDER) });
const life = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 24 }) }, { weight: 1, arbitrary: fc.constant(Infinity) });

const changes: Partial<Record<(typeof kinds)[number], (book: Book, nth: number) => Book>> = {
  rename: (book, nth) => ({ ...book, title: `title ${nth}` }),
  lend: (book) => ({ ...book, copies: book.copies.map((copy) => ({ ...copy, lent: copy.lent + 1 })) }),
  // What nobody is told as an event.
  reorganise: (book, nth) => ({ ...book, title: `title ${nth}` }),
  remove: (book) => ({ ...book, copies: [] }),
  buy: (book, nth) => ({ ...book, copies: [...book.copies, { id: `copy ${nth}`, lent: 0 }] }),
  bury: (book) => ({ ...book, title: '', copies: [] }),
};

const plans = fc.array(step, { minLength: 2, maxLength: 7 });

beforeAll(() => {
  Logger.overrideLogger(false);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => setImmediate(work)) as never);
});
afterAll(() => jest.restoreAllMocks());

const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[events] whoever publishes what and dies when, the last state of each key is the owner’s, and nobody’s is left', () =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.tuple(life, life, life, life), plans, async (scheduler, lives, steps) => {
      const world = new World(
        scheduler.scheduleFunction((work: () => unknown) => Promise.resolve(work())) as unknown as Turn,
      );
      const instances = lives.map((turns, nth) => world.instance(turns, nth === OLDER));
      const settle = async (work: Promise<unknown>): Promise<void> => {
        let isOver = false;
        void work.then(
          () => (isOver = true),
          () => (isOver = true),
        );
        while (!isOver || scheduler.count() > 0) {
          await scheduler.waitIdle();
          await turns();
        }
      };
      await settle(world.instance().repository.begin());

      const playing = steps.map(async ({ kind, by }, nth): Promise<void> => {
        const { relay, repository } = instances[by]!;
        const change = by === OLDER && (kind === 'remove' || kind === 'bury') ? changes.lend : changes[kind];
        if (change) await repository.write(`${nth}`, (book) => change(book, nth), kind !== 'reorganise');
        else if (kind === 'sweep') await relay['sweep']();
        // All that is on its way arrives within the time after which a state is published again.
        else await world.turn(() => (world.now += 4_000));
      });
      await settle(Promise.allSettled(playing));

      const survivor = world.instance();
      await settle(survivor.repository.noteUntold(10));
      for (let round = 0; round < 3; round++) {
        world.now += 6 * 60_000;
        await settle(survivor.relay['sweep']());
      }
      expect(world.compacted).toEqual(world.owned);
      expect(world.books.documents).toMatchObject([{ pending: false }]);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 20_000 },
  ));

it('[events] an older state that comes after a newer one, of an instance that has died since, is not the last one', async () => {
  const ways: (() => void)[] = [];
  const arriving = (): Promise<void> => new Promise((resolve) => ways.push(resolve));
  const world = new World((work) => Promise.resolve(work()), arriving);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await turns();
  };
  const arrive = async (nth: number): Promise<void> => {
    await settled();
    ways.splice(0, nth).forEach((pass) => pass());
    await settled();
  };
  await world.instance().repository.begin();
  await arrive(2);
  // It loads, writes, and sends two messages.
  const dying = world.instance(8);
  await dying.repository.write('one', changes.lend as never, true);
  await settled();
  const late = ways.splice(0);
  await world.instance().repository.write('two', changes.lend as never, true);
  await arrive(2);
  late.forEach((pass) => pass());
  await settled();
  expect(world.compacted['copy']).toEqual({ lent: 1 });
  const survivor = world.instance();
  for (let round = 0; round < 3; round++) {
    world.now += 6 * 60_000;
    void survivor.relay['sweep']();
    await arrive(2);
  }
  expect(world.compacted).toEqual(world.owned);
  expect(world.books.documents).toMatchObject([{ pending: false }]);
});

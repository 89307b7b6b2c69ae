import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { MAX_ATTEMPTS, type Delivery } from '../../apps/notifications/src/webhook/delivery.js';
import { DeliveryRepository } from '../../apps/notifications/src/webhook/delivery.repository.js';
import { DeliverySender } from '../../apps/notifications/src/webhook/delivery.sender.js';
import { PipelineCollection, type Turn } from './support/pipeline-collection.js';

const TIMEOUT_SECONDS = 10;
const ENOUGH_MS = 5 * 60 * 60_000;

/** What a partner's server does with a request. */
const answers = ['takes', 'takes', 'refuses', 'takes and does not answer in time'] as const;
type Answer = (typeof answers)[number];

interface Instance {
  repository: DeliveryRepository;
  sender: DeliverySender;
  halt(): void;
  resume(): void;
}

/** Two instances of notifications, their database and a partner's server, in any order that there may be. */
class World {
  now = Date.UTC(2026, 2, 1);
  readonly deliveries = new PipelineCollection();
  /** Every request that arrived, as `<queue> <position>`. */
  readonly arrived: string[] = [];
  /** Requests that arrived before one that should have come first, or after one that should have come later. */
  readonly outOfOrder: string[] = [];

  constructor(
    readonly turn: Turn,
    private answering: Answer[],
  ) {}

  /** An instance that is killed after so many turns. While it stands still nothing of it happens. */
  instance(turns = Infinity): Instance {
    let gate: Promise<void> | undefined;
    let open: (() => void) | undefined;
    const halt = (): void => void (gate ??= new Promise((resolve) => (open = resolve)));
    const resume = (): void => {
      gate = undefined;
      open?.();
    };
    const die = (): never => {
      (sender as unknown as { ended: boolean }).ended = true;
      throw new Error('dead');
    };
    const turn: Turn = async (work) => {
      if (turns-- <= 0) die();
      await gate;
      const value = await this.turn(work);
      await gate;
      if (turns-- <= 0) die();
      return value;
    };
    const clock = { now: () => new Date(this.now) };
    const repository = new DeliveryRepository(mongoose.createConnection());
    (repository as unknown as { collection: object }).collection = this.deliveries.as(turn);
    const registration = { webhookEvents: ['customer-updated'], webhookUrl: 'https://crm.example' };
    const sender = new DeliverySender(
      repository,
      { find: () => turn(() => registration) } as never,
      { post: (_url: string, body: string) => this.post(turn, body) } as never,
      { headersOf: () => Promise.resolve({}) } as never,
      { WEBHOOK_TIMEOUT_SECONDS: TIMEOUT_SECONDS, SWEEP_INTERVAL_SECONDS: 5 } as never,
      clock,
    );
    return { repository, sender, halt, resume };
  }

  private async post(turn: Turn, body: string): Promise<object> {
    const sentAt = this.now;
    const isLate = (): boolean => this.now - sentAt > TIMEOUT_SECONDS * 1_000;
    // On its way; whoever sent it may die meanwhile.
    const answer = await turn(() => {
      if (isLate()) return 'gave up';
      const given = this.answering.shift() ?? 'takes';
      this.arrive(body, given);
      return given;
    });
    const taken = answer === 'takes' && !isLate();
    return { taken, result: { responseCode: '', responseMessage: '', systemError: !taken, at: new Date(this.now) } };
  }

  private arrive(name: string, answer: Answer): void {
    const [queue, position] = name.split(' ');
    const before = this.all.filter((other) => other.queue === queue && other.position < Number(position));
    const isBefore = before.every(({ body, status }) => this.taken.has(body) || status === 'failed');
    const isLast = this.arrived.every(
      (other) => !other.startsWith(`${queue} `) || other.localeCompare(name, 'en', { numeric: true }) <= 0,
    );
    if (!isBefore || !isLast) this.outOfOrder.push(name);
    this.arrived.push(name);
    if (answer !== 'refuses') this.taken.add(name);
  }

  readonly taken = new Set<string>();

  get all(): Delivery[] {
    return this.deliveries.documents as unknown as Delivery[];
  }
}

function made(queue: string, position: number, now: number): Delivery {
  const at = new Date(now);
  const name = `${queue} ${position}`;
  const told = { id: name, queue, position, body: name, correlationId: 'c', results: [], attempts: 0 };
  return {
    ...told,
    partnerId: 'partner',
    event: 'customer-updated',
    status: 'pending',
    createdAt: at,
    nextAttemptAt: at,
  };
}

beforeAll(() => {
  Logger.overrideLogger(false);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => setImmediate(work)) as never);
});
afterAll(() => jest.restoreAllMocks());

const step = fc.record({
  kind: fc.constantFrom('event', 'sweep', 'sweep', 'sweep', 'wait', 'wait', 'halt', 'resume'),
  by: fc.constantFrom(0, 1),
});
const doing = {
  sweep: ({ sender }: Instance) => sender.soon(),
  halt: ({ halt }: Instance) => halt(),
  resume: ({ resume }: Instance) => resume(),
};
const life = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 40 }) }, { weight: 1, arbitrary: fc.constant(Infinity) });

it('[N2] whatever instances send, lease and die when, events of a resource arrive in their order, and none is lost', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.tuple(life, life),
      fc.array(fc.constantFrom(...answers), { maxLength: 8 }),
      fc.array(step, { minLength: 3, maxLength: 14 }),
      async (scheduler, lives, answering, steps) => {
        const world = new World(
          scheduler.scheduleFunction((work: () => unknown) => Promise.resolve(work())) as unknown as Turn,
          [...answering],
        );
        const instances = lives.map((turns) => world.instance(turns));
        const settle = async (work: Promise<unknown>): Promise<void> => {
          let isOver = false;
          void work.finally(() => (isOver = true)).catch(() => undefined);
          while (!isOver || scheduler.count() > 0) {
            await scheduler.waitIdle();
            await new Promise((resolve) => setImmediate(resolve));
          }
        };
        const { repository } = world.instance();
        await settle(Promise.all([0, 1].map((nth) => repository.add(made('a', nth, world.now)))));
        let position = 2;
        // The consumer takes the events of a resource one after the other.
        let consumed: Promise<void> = Promise.resolve();
        const playing = steps.map(async ({ kind, by }): Promise<void> => {
          if (kind === 'event') {
            const delivery = made(position % 3 === 2 ? 'b' : 'a', position++, world.now);
            await (consumed = consumed.then(() => repository.add(delivery)));
          } else if (kind === 'wait') await world.turn(() => void (world.now += 11_000));
          else await world.turn(() => doing[kind](instances[by]!));
        });
        await settle(Promise.all(playing));
        const { sender } = world.instance();
        for (let round = 0; round < MAX_ATTEMPTS + 3; round++) {
          if (round === 2) instances.forEach(({ resume }) => resume());
          world.now += ENOUGH_MS;
          sender.soon();
          await settle(Promise.resolve());
        }
        expect(world.outOfOrder).toEqual([]);
        expect(world.all.filter(({ status }) => status !== 'delivered')).toEqual([]);
        expect(world.taken.size).toBe(position);
        const isCalm = answering.every((answer) => answer === 'takes') && lives.every((turns) => turns === Infinity);
        if (isCalm && steps.every(({ kind }) => kind !== 'wait' && kind !== 'halt'))
          expect(world.arrived).toHaveLength(position);
      },
    ),
    { numRuns: 200, interruptAfterTimeLimit: 20_000 },
  ));

it('[N2] what an instance says of a delivery that another one is sending by now releases nothing behind it', async () => {
  const world = new World((work) => Promise.resolve(work()), []);
  const { repository } = world.instance();
  await repository.add(made('a', 0, world.now));
  const at = (seconds: number): Date => new Date(world.now + seconds * 1_000);
  const slow = (await repository.lease(at(0), at(20), []))!;
  const other = (await repository.lease(at(21), at(41), []))!;
  await repository.settle(slow, { status: 'delivered', attempts: 1, endedAt: at(22) });
  expect(world.all).toMatchObject([{ status: 'pending', lease: other.lease }]);
  await repository.settle(other, { status: 'delivered', attempts: 1, endedAt: at(23) });
  expect(world.all).toMatchObject([{ status: 'delivered' }]);
});

import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import { Logger } from '@nestjs/common';
import mongoose from 'mongoose';
import { event, faults } from '#lib/contracts';
import { happened, reject, type Rejected } from '#lib/decision';
import { type CommandMessage } from '#lib/messaging';
import {
  AggregateRepository,
  ownCommand,
  ownedBy,
  type Access,
  type CommandEffect,
  type Command,
} from '#lib/service-kit';
import { partnershipEnded } from '#contracts/relationships/partnership-ended.v1';
import { CommandReceiptRepository } from '../../libs/service-kit/src/commands/command-receipt.repository.js';
import { CommandReceipts } from '../../libs/service-kit/src/commands/command-receipts.js';
import { type CommandSources } from '../../libs/service-kit/src/commands/command-sources.js';
import { type PartnerDirectory } from '../../libs/service-kit/src/access/partner-directory.js';
import { ScheduledDatabase } from './support/scheduled-database.js';

const partnerId = '0a1b2c3d-0000-4000-8000-00000000000a';
const access: Access = { roles: ['AdminAgent'], partnerTypes: 'none' };

interface Counter {
  id: string;
  partnerId: string;
  count: number;
  isClosed: boolean;
}

interface Stored {
  _id: string;
  state: { outcome?: string };
  outbox: { type: string }[];
}

/** What commands change here: it counts how often, and refuses while it is closed. */
class CounterRepository extends AggregateRepository<Counter> {
  constructor(persistence: ScheduledDatabase['persistence']) {
    super(mongoose.createConnection(), persistence, {
      collection: 'counters',
      state: { id: String, partnerId: String, count: Number, isClosed: Boolean },
    });
  }

  async begin(): Promise<void> {
    await this.insert('counter', ownCommand, () => happened({ id: 'counter', partnerId, count: 0, isClosed: false }));
  }

  /** Looks before it changes anything, as use cases do: so a repeat can be refused what was done. */
  async increment({ id, caller }: Command): Promise<Counter | Rejected | undefined> {
    const known = await this.findOne(ownedBy('state.partnerId', caller.tenantId, { _id: 'counter' }));
    if (known?.isClosed) return reject(faults.noRelationship, 'It is closed.');
    return this.change(ownedBy('state.partnerId', caller.tenantId, { _id: 'counter' }), id, (counter) =>
      counter.isClosed
        ? reject(faults.noRelationship, 'It is closed.')
        : happened({ ...counter, count: counter.count + 1 }, event(partnershipEnded, {} as never)),
    );
  }

  async setClosed(isClosed: boolean): Promise<void> {
    await this.change(ownedBy('state.partnerId', partnerId, { _id: 'counter' }), ownCommand, (counter) =>
      happened({ ...counter, isClosed }),
    );
  }
}

/** A database at which a process stops after so many commands, as if it were killed there. */
class MortalDatabase extends ScheduledDatabase {
  private readonly left = new AsyncLocalStorage<{ commands: number }>();

  dyingAfter<T>(commands: number, work: () => Promise<T>): Promise<T> {
    return this.left.run({ commands }, work);
  }

  override run<T>(work: () => T): Promise<T> {
    const left = this.left.getStore();
    // What was asked of the database last may be done, and its answer not heard.
    if (left && left.commands-- <= 0) {
      return left.commands === -1 && this.isHeard ? super.run(work).then(kill) : Promise.reject(new KilledError());
    }
    return super.run(work);
  }

  isHeard = false;
}

class KilledError extends Error {}

function kill(): never {
  throw new KilledError();
}

const database = new MortalDatabase();
const counters = new CounterRepository(database.persistence);
const receiptsRepository = new CommandReceiptRepository(mongoose.createConnection(), database.persistence);
const counterDocuments = database.keep<Stored>(counters);
const receiptDocuments = database.keep<Stored>(receiptsRepository);

const sources = {
  find: (source: string) =>
    Promise.resolve(source === '/crm' ? { partnerId, objectId: partnerId, roles: ['AdminAgent'] } : undefined),
} as unknown as CommandSources;
const receipts = new CommandReceipts(receiptsRepository, sources, {} as PartnerDirectory);

const effect: CommandEffect = {
  access,
  apply: (command) => counters.increment(command),
  isApplied: ({ id }) => counters.hasApplied('counter', id),
};

function message(id: string, source = '/crm'): CommandMessage {
  return { id, source, type: 'io.twotier.counter.count.v1', correlationId: id, redriven: false, data: {} };
}

/** What becomes of one message: a delivery that is cut off somewhere, or one that ends. The state may change in between. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('killed' as const), after: fc.nat(7), heard: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('delivered' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('closed' as const), closed: fc.boolean() }) },
);

beforeAll(() => void jest.spyOn(Logger.prototype, 'warn').mockReturnValue());

function assertConsistent(ids: string[]): void {
  const counter = counterDocuments.get('counter') as unknown as { state: Counter; outbox: unknown[] };
  const stored = ids.map((id) => receiptDocuments.get(`/crm ${id}`));
  const applied = stored.filter((receipt) => receipt?.state.outcome === 'applied');
  // Each command that is said to be applied has had its effect, once, and no other one has.
  expect(counter.state.count).toBe(applied.length);
  expect(counter.outbox).toHaveLength(applied.length);
  for (const receipt of stored) {
    expect(receipt?.state.outcome).toMatch(/^(applied|rejected)$/);
    const told = receipt?.outbox.map(({ type }) => type) ?? [];
    expect(told).toEqual(receipt?.state.outcome === 'rejected' ? ['io.twotier.command.rejected.v1'] : []);
  }
}

it('[ruling 5] wherever deliveries of a command are cut off, and whatever changes in between, it has one outcome', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      database.beginUnscheduled();
      await counters.begin();
      const ids = ['1', '2'];
      for (const one of steps) {
        if (one.is === 'closed') {
          await counters.setClosed(one.closed);
          continue;
        }
        for (const id of ids) {
          const delivery = (): Promise<void> => receipts.take(message(id), effect);
          if (one.is === 'delivered') await delivery();
          else {
            database.isHeard = one.heard;
            await database.dyingAfter(one.after, delivery).catch((error: unknown) => {
              if (!(error instanceof KilledError)) throw error;
            });
          }
        }
      }
      // The message stays in the topic until it is done.
      for (const id of ids) await receipts.take(message(id), effect);
      assertConsistent(ids);
    }),
    { numRuns: 400 },
  ));

it('[ruling 5] two consumers with the same command at once, as after a rebalance, and others that change the same thing', () =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, closes) => {
      database.beginUnscheduled();
      await counters.begin();
      database.schedule(scheduler);
      const ids = ['1', '2'];
      const work = [...ids, ...ids].map((id) => receipts.take(message(id), effect));
      if (closes) work.push(counters.setClosed(true));
      await scheduler.waitFor(Promise.all(work));
      assertConsistent(ids);
    }),
    { numRuns: 300 },
  ));

it('[ruling 45] who may not is told, and nothing is written', async () => {
  database.beginUnscheduled();
  await counters.begin();
  await receipts.take(message('1', '/unknown'), effect);
  await receipts.take(message('1'), { ...effect, access: { ...access, roles: ['SalesAgent'] } });
  expect([...receiptDocuments.values()].map(({ state }) => state)).toMatchObject([
    { outcome: 'rejected', rejection: { code: 2032 } },
    { outcome: 'rejected', partnerId, rejection: { code: 900150 } },
  ]);
  expect((counterDocuments.get('counter') as unknown as { state: Counter }).state.count).toBe(0);
});

import { randomUUID } from 'node:crypto';
import { CommandSender, type SentCommand } from '../support/clients/command-sender.js';
import { Databases } from '../support/platform/databases.js';
import { EventTap, type TappedEvent } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { newCustomer } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';

const COUNT = 30;

describe('commands of another platform', () => {
  const [{ source, partnerId }] = TestPlatform.commandSources as [
    { source: string; partnerId: string; roles: string[] },
  ];
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let sender: CommandSender;
  let deadLetterTopic: string;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    await platform.partner('direct-bill', { tenantId: partnerId });
    const { kafkaBrokers, prefix } = platform;
    const topic = `${prefix}.customers.commands`;
    deadLetterTopic = `${topic}.${prefix}.customers.dlt`;
    tap = await EventTap.open(kafkaBrokers, [`${prefix}.customers.events`, deadLetterTopic]);
    sender = await CommandSender.open(kafkaBrokers, topic, source);
  });
  afterAll(async () => {
    await sender.close();
    await tap.close();
    await databases.close();
  });

  it('[ruling 5] kill -9 in the middle of them: each command is done once, in order, and none is parked', async () => {
    const customers: string[] = Array.from({ length: COUNT }, () => randomUUID());
    const relations = customers.map((id) => sender.relationshipWith(id));
    const renamed = customers.map((id) => sender.relationshipWith(id, { companyName: 'Renamed' }));
    const purchases = customers.map((id) => sender.purchaseOf(id));
    const all = [...relations, ...renamed, ...purchases];
    const service = platform.process('customers');
    await sender.send(...all);
    await eventually('some effects', () => all.filter((command) => causedBy(command).length > 0).length >= 10);
    await service.kill();
    await service.start();
    // A producer that does not know how far it came sends everything again.
    await sender.send(...all);
    for (const command of all) await outcomeOf(command);
    // What is behind them on the same keys is dealt with after them.
    const last = customers.map((id) => ({ ...sender.purchaseOf(id), source: '/unknown' }));
    await sender.send(...last);
    for (const command of last) await outcomeOf(command);

    const ids = all.map(({ id }) => `${source} ${id}`);
    const receipts = await databases.all<{ state: { outcome: string } }>('customers', 'commandreceipts', {
      _id: { $in: ids },
    });
    expect(receipts.map(({ state }) => state.outcome)).toEqual(all.map(() => 'applied'));
    for (const customerId of customers) {
      const names = new Map(
        tap.of(`${partnerId}/${customerId}`).map(({ headers, data }) => [headers['ce_id'], data.companyName]),
      );
      expect([...names.values()]).toEqual(['Fabrikam', 'Renamed']);
    }
    const bought = { 'state.customerId': { $in: customers } };
    expect(await databases.all('customers', 'externalpurchases', bought)).toHaveLength(COUNT);
    const parked = tap.events.filter(({ topic }) => topic === deadLetterTopic).map(({ headers }) => headers['ce_id']);
    expect(all.filter(({ id }) => parked.includes(id))).toEqual([]);
  }, 180_000);

  it('[ruling 5] kill -9 while customers are created, of the service and of the one that it asks: each is created once', async () => {
    const all = Array.from({ length: COUNT }, () => sender.named('customer.create', randomUUID(), newCustomer()));
    const [service, identity] = [platform.process('customers'), platform.process('identity')];
    await sender.send(...all);
    await eventually('some effects', () => all.filter((command) => causedBy(command).length > 0).length >= 5);
    await Promise.all([service.kill(), identity.kill()]);
    await service.start();
    // Commands wait while who could say whose they are is away.
    await identity.start();
    await sender.send(...all);
    for (const command of all) await outcomeOf(command);
    const created = all.map((command) => [
      ...new Set(causedBy(command).map(({ headers, data }) => `${headers['ce_type']} ${String(data['customerId'])}`)),
    ]);
    expect(created).toEqual(all.map((): unknown[] => [expect.stringMatching(/^io\.twotier\.customer\.created\.v1 /)]));
    expect(new Set(created.flat()).size).toBe(COUNT);
    const ids = all.map(({ id }) => `${source} ${id}`);
    await eventually('all receipts', async () => {
      const receipts = await databases.all<{ state: { outcome: string } }>('customers', 'commandreceipts', {
        _id: { $in: ids },
      });
      return receipts.filter(({ state }) => state.outcome === 'applied').length === COUNT;
    });
  }, 180_000);

  /** The events that a command caused. */
  function causedBy({ id }: SentCommand): TappedEvent[] {
    return tap.events.filter(({ topic, headers }) => topic !== deadLetterTopic && headers['ce_causationid'] === id);
  }

  function outcomeOf(command: SentCommand): Promise<TappedEvent> {
    return eventually(`the outcome of ${command.type}`, () => causedBy(command)[0]);
  }
});

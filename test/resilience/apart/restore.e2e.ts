import { randomUUID } from 'node:crypto';
import { type Kafka } from 'kafkajs';
import mongoose from 'mongoose';
import { compare, type Behind } from '../../../tools/kafka/restoring/comparison.js';
import { publishedBy } from '../../../tools/kafka/restoring/published.js';
import { rewindGroup } from '../../../tools/kafka/restoring/rewind.js';
import { kafkaClient } from '../../../tools/stack/kafka-client.js';
import { type ApiClient } from '../../support/clients/api-client.js';
import { CommandSender } from '../../support/clients/command-sender.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';

const SOURCE = 'https://crm.example';

type Copy = Map<string, mongoose.mongo.BSON.Document[]>;

describe('[events] the database of one service is restored from a backup', () => {
  const partnerId = randomUUID();
  let platform: TestPlatform;
  let client: mongoose.mongo.MongoClient;
  let database: mongoose.mongo.Db;
  let kafka: Kafka;
  let tap: EventTap;
  let sender: CommandSender;
  let agent: ApiClient;
  let later: TestOrganisation;
  /** Attested before the backup and after it, and attested after it by a command alone. */
  let [before, after] = ['', ''];

  beforeAll(async () => {
    platform = await TestPlatform.start({ env: { COMMAND_SOURCES: `${SOURCE}=${partnerId}:AdminAgent+SalesAgent` } });
    const { kafkaBrokers, mongoUri, prefix } = platform;
    client = await new mongoose.mongo.MongoClient(mongoUri).connect();
    database = client.db(`${prefix}-agreements`);
    kafka = kafkaClient('restore', kafkaBrokers);
    const told = [`${prefix}.agreements.events`, `${prefix}.agreements.state`];
    tap = await eventually('the topics are there', () => EventTap.open(kafkaBrokers, told));
    sender = await CommandSender.open(kafkaBrokers, `${prefix}.agreements.commands`, SOURCE);
    agent = (await platform.partner('direct-bill', { tenantId: partnerId })).user('AdminAgent');
    before = await created();
    after = await created();
    await attest(before, 'before');
  }, 180_000);
  afterAll(async () => {
    await sender.close();
    await tap.close();
    await client.close();
    await platform.stop();
  });

  it('it reads what has come since again, does commands again, and tells what it cannot know', async () => {
    await eventually('all is told', async () => (await behind()).length === 0);
    const [backup, since] = [await copyOf(database), new Date()];
    later = await platform.partner('direct-bill');
    expect((await agent.postPatiently(`/v1/customers/${before}/orders`, newOrder())).status).toBe(201);
    await attest(before, 'since');
    await sender.send(sender.named('agreement.attest', after, { customerId: after, ...contactOf('command') }));
    await tap.told(after, 'agreement.confirmed');
    const knows = async (): Promise<boolean> =>
      (await has('purchases', { customerId: before })) && has('partners', { _id: later.tenantId });
    await eventually('the work has arrived', knows);
    await eventually('its states are told', async () => (await behind()).length === 0);

    await platform.apps.agreements[0]!.stop();
    await restore(database, backup);
    expect(await knows()).toBe(false);
    const lost = await behind();
    expect(lost).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: before, collection: 'agreements', has: 1, told: 2 }),
        expect.objectContaining({ id: after, has: 0, told: 1, states: { [after]: expect.anything() } }),
      ]),
    );
    expect(lost.filter(({ states }) => JSON.stringify(states).includes(later.tenantId))).toMatchObject([{ has: 0 }]);
    const unread = await rewindGroup(kafka, platform.prefix, 'agreements', since);
    expect(unread.get(`${platform.prefix}.agreements.commands`)).toBe(1);
    await behind(true);
    await platform.apps.agreements[0]!.start();

    await eventually('projections are as they were', knows);
    await eventually('what was acknowledged to the sender of the command is there', async () => {
      const { body } = await agent.get(`/v1/customers/${after}/agreements?agreementType=MicrosoftCustomerAgreement`);
      return JSON.stringify(body).includes('command@contoso.com');
    });
    // What came over HTTP has its details nowhere else: it is told of, and can be done again. Nobody takes that for old then.
    await attest(before, 'again');
    expect((await later.user('GlobalAdmin').postPatiently('/v1/partneragreement/signature', {})).status).toBe(201);
    const last = await eventually('its event is newer than all before', () =>
      tap.of(before).find(({ headers }) => headers['ce_id'] === `${before}.3`),
    );
    expect(last.data).toMatchObject({ customerId: before });
    await eventually('nothing is behind any more', async () => (await behind(true)).length === 0);
    const states = tap.events.filter(({ topic, key }) => topic.endsWith('.state') && key === before);
    const versions = states.map(({ headers }) => Number(headers['ce_stateversion']));
    expect(versions.at(-1)).toBe(Math.max(...versions));
    expect((await agent.postPatiently(`/v1/customers/${after}/orders`, newOrder())).status).toBe(201);
  }, 180_000);

  it('not while an instance of the service runs', () =>
    expect(rewindGroup(kafka, platform.prefix, 'agreements', new Date())).rejects.toThrow(
      `Stop all instances of agreements first: ${platform.prefix}.agreements still consumes.`,
    ));

  async function created(): Promise<string> {
    return (await agent.postPatiently('/v1/customers', newCustomer())).body.id;
  }

  async function attest(customerId: string, name: string): Promise<void> {
    const answer = await agent.postPatiently(`/v1/customers/${customerId}/agreements`, contactOf(name));
    expect(answer.status).toBe(201);
  }

  function contactOf(name: string): object {
    return attestation({ primaryContact: { email: `${name}@contoso.com` } });
  }

  async function behind(lift = false): Promise<Behind[]> {
    return compare(database, await publishedBy(kafka, platform.prefix, 'agreements'), { lift });
  }

  async function has(collection: string, filter: object): Promise<boolean> {
    return (await database.collection(collection).countDocuments(filter)) > 0;
  }
});

/** As a backup has it. */
async function copyOf(database: mongoose.mongo.Db): Promise<Copy> {
  const names = (await database.listCollections().toArray()).map(({ name }) => name);
  // Values keep their types: a version that is told of differs from another by its type alone.
  const typed = { promoteValues: false };
  const all = await Promise.all(names.map((name) => database.collection(name).find({}, typed).toArray()));
  return new Map(names.map((name, index) => [name, all[index]!]));
}

async function restore(database: mongoose.mongo.Db, copy: Copy): Promise<void> {
  for (const { name } of await database.listCollections().toArray()) {
    await database.collection(name).deleteMany({});
    const documents = copy.get(name) ?? [];
    if (documents.length > 0) await database.collection(name).insertMany(documents);
  }
}

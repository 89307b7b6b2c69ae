import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';

type Migrating = 'customers' | 'agreements';

describe('[versions] a service migrates before its new instances start', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await TestPlatform.start();
  }, 120_000);
  afterAll(() => platform.stop());

  it('makes indexes and topics once for each version, also where two do it at once or one was killed', async () => {
    const prefix = TestPlatform.newPrefix();
    const settings = { DATABASE_PREFIX: prefix, TOPIC_PREFIX: prefix };
    const database = await mongoose.createConnection(platform.mongoUri, { dbName: `${prefix}-customers` }).asPromise();
    const killed = migration('customers', settings);
    await eventually('it has begun', async () => (await database.listCollections()).length > 1);
    killed.kill('SIGKILL');

    const ended = await Promise.all([
      resultOf(migration('customers', settings)),
      resultOf(migration('customers', settings)),
    ]);
    expect(ended.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const indexes = await database.collection('customers').listIndexes().toArray();
    expect(indexes.length).toBeGreaterThan(3);
    expect(await database.collection('migrations').countDocuments()).toBe(1);
    await database.close();
    expect(await topics(prefix)).toEqual(
      expect.arrayContaining([
        `${prefix}.customers.events`,
        `${prefix}.customers.state`,
        `${prefix}.customers.commands`,
      ]),
    );

    const again = await resultOf(migration('customers', settings));
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('has migrated')]);
  });

  it('builds projections, so that a new instance begins with what others have told', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const { body } = await agent.post('/v1/customers', newCustomer());
    const databases = new Databases(platform);
    const known = async (): Promise<boolean> => (await databases.all('agreements', 'partners')).length > 0;
    await eventually('the partner is projected', known);
    expect(body.id).toBeDefined();
    await platform.apps.agreements[0]!.stop();
    for (const collection of ['partners', 'projectionbuilds']) await databases.remove('agreements', collection, {});

    const { code, errors } = await resultOf(migration('agreements'));
    expect([code, errors]).toEqual([0, '']);
    expect(await known()).toBe(true);
    await databases.close();
    await platform.apps.agreements[0]!.start();
  });

  it('says what it lacks, and leaves no record', async () => {
    const prefix = TestPlatform.newPrefix();
    const settings = { DATABASE_PREFIX: prefix, TOPIC_PREFIX: prefix, KAFKA_BROKERS: '127.0.0.1:1' };
    const { code, errors } = await resultOf(migration('customers', settings));
    expect([code, errors]).toEqual([1, expect.stringMatching(/127\.0\.0\.1:1/)]);
    const database = await mongoose.createConnection(platform.mongoUri, { dbName: `${prefix}-customers` }).asPromise();
    expect(await database.collection('migrations').countDocuments()).toBe(0);
    await database.close();
  });

  function migration(service: Migrating, settings: Record<string, string> = {}): ChildProcess {
    const env = { ...platform.apps[service][0]!.environment, ...settings };
    return spawn(process.execPath, [`dist/services/${service}.js`, '--migrate'], { env });
  }

  async function topics(prefix: string): Promise<string[]> {
    const admin = new kafkajs.Kafka({ brokers: [platform.kafkaBrokers] }).admin();
    await admin.connect();
    const all = await admin.listTopics();
    await admin.disconnect();
    return all.filter((topic) => topic.startsWith(`${prefix}.`));
  }
});

async function resultOf(child: ChildProcess): Promise<{ code: number | null; output: string; errors: string }> {
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, errors] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return { code: await code, output, errors };
}

import { spawn } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Consumer, Kafka, logLevel, type PartitionAssigner } from 'kafkajs';
import { Databases, isPublished, type Published } from '../support/platform/databases.js';
import { eventually } from '../support/eventually.js';
import { newCustomer } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';

describe('the life of a service', () => {
  let platform: TestPlatform;
  beforeAll(() => {
    platform = TestPlatform.shared();
  });
  afterAll(() => platform.stop());

  it('nobody else on the machine can read what it writes: neither keys, logs, mails nor data', () => {
    const files = [platform.dataDir, join('.data', 'test', 'kafka'), join('.data', 'test', 'mongo')].flatMap(filesIn);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(({ mode }) => (mode & 0o077) !== 0)).toEqual([]);
  });

  it('SIGTERM under load: what was acknowledged is published before the process ends', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const customers = platform.process('customers');
    const creates = Array.from({ length: 60 }, async () => {
      const answer = await agent.post('/v1/customers', newCustomer()).catch(() => undefined);
      return answer?.status === 201 ? answer.body.id : undefined;
    });
    await Promise.race(creates);
    await customers.stop();
    const acknowledged = (await Promise.all(creates)).filter((id) => id !== undefined);
    expect(acknowledged.length).toBeGreaterThan(0);
    const databases = new Databases(platform);
    const stored = await databases.all<Published & { _id: string }>('customers', 'customers');
    await databases.close();
    expect(stored.map(({ _id }) => _id)).toEqual(expect.arrayContaining(acknowledged));
    expect(stored.filter((document) => !isPublished(document))).toEqual([]);
    await customers.start();
  }, 240_000);

  it('a consumer that is given up for good ends the process: it is never alive without consuming', async () => {
    const customers = platform.process('customers');
    await customers.stop();
    const intruder = await joinWithAnotherProtocol(platform, `${platform.prefix}.customers`);
    try {
      // It may end before it is seen to be ready.
      await customers.start().catch(() => undefined);
      await eventually('the process ends', async () => !(await customers.isRunning()));
    } finally {
      await intruder.disconnect();
    }
    await customers.start();
    await eventually('it consumes', async () => (await fetch(`${platform.urls.customers[0]}/health/consumers`)).ok);
  }, 240_000);

  it('a configuration that is not complete ends the start with the list of everything that is wrong', async () => {
    const child = spawn(process.execPath, ['dist/services/customers.js'], {
      env: { PATH: process.env['PATH'], PORT: '70000', MONGODB_URI: 'http://x', LOG_LEVEL: 'loud' },
    });
    const [errors, code] = await Promise.all([
      text(child.stderr),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    expect(code).toBe(1);
    for (const name of ['PORT', 'MONGODB_URI', 'LOG_LEVEL', 'KAFKA_BROKERS', 'OPERATOR_TENANT', 'IDENTITY_URLS']) {
      expect(errors).toContain(name);
    }
    expect(errors).not.toContain('    at ');
  });
});

/** A directory and all that is in it. Servers remove files while they run. */
function filesIn(directory: string): { path: string; mode: number }[] {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  return [directory, ...entries].flatMap((path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found ? [{ path, mode: found.mode & 0o777 }] : [];
  });
}

/**
 * Holds the group with an assignment protocol that kafkajs' own does not agree with: joining it fails for good. So does
 * this consumer's joining, as long as the broker takes the service for a member that it was just now.
 */
async function joinWithAnotherProtocol({ kafkaBrokers, prefix }: TestPlatform, groupId: string): Promise<Consumer> {
  const kafka = new Kafka({ clientId: 'intruder', brokers: kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
  const another: PartitionAssigner = () => ({
    name: 'another',
    version: 1,
    assign: ({ members }) =>
      Promise.resolve(
        members.map(({ memberId }) => ({ memberId, memberAssignment: Buffer.from([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]) })),
      ),
    protocol: () => ({ name: 'another', metadata: Buffer.from([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]) }),
  });
  await eventually('the group is empty', () => isEmpty(kafka, groupId));
  const consumer = kafka.consumer({ groupId, partitionAssigners: [another] });
  await consumer.connect();
  await consumer.subscribe({ topics: [`${prefix}.customers.events`] });
  const joined = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  await consumer.run({ eachMessage: () => Promise.resolve() });
  await joined;
  return consumer;
}

async function isEmpty(kafka: Kafka, groupId: string): Promise<boolean> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { groups } = await admin.describeGroups([groupId]);
    return groups[0]?.state === 'Empty';
  } finally {
    await admin.disconnect();
  }
}

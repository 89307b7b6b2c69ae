import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../support/clients/api-client.js';
import { Databases, isPublished, type Published } from '../support/platform/databases.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { parked } from '../support/clients/parked.js';
import { newCustomer } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';

const CREATES = 200;
/** Acknowledged creates after which the victim is killed. */
const KILL_AFTER = 25;
/** How many repeat at once what was not answered. */
const CLIENTS = 8;

const victims = [
  { name: 'customers', victim: 'customers' },
  { name: 'agreements', victim: 'agreements' },
  { name: 'the broker', victim: 'kafka' },
  { name: 'the database', victim: 'mongo' },
] as const;

describe(`kill -9 in the middle of ${CREATES} concurrent creates`, () => {
  let platform: TestPlatform;
  let databases: Databases;
  let agent: ApiClient;
  beforeAll(() => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
  }, 120_000);
  beforeEach(async () => {
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
  });
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  it.each(victims)(
    'of $name: every acknowledged customer exists, is published, and is applied exactly once; nothing else exists',
    async ({ victim }) => {
      const killable = platform.process(victim);
      const requestIds: string[] = Array.from({ length: CREATES }, () => randomUUID());
      const bodies = new Map(requestIds.map((requestId) => [requestId, newCustomer()]));
      const create = (requestId: string): Promise<ApiAnswer> =>
        agent.post('/v1/customers', bodies.get(requestId), { 'ms-requestid': requestId });

      let acknowledgedSoFar = 0;
      let killed: Promise<void> | undefined;
      const answers = await Promise.all(
        requestIds.map(async (requestId) => {
          // Until the kill, what a busy machine refuses with 503 is repeated; after it, one answer has to do.
          for (;;) {
            const answer = await create(requestId).catch(() => undefined);
            if (answer?.status === 201 && ++acknowledgedSoFar === KILL_AFTER) killed = killable.kill();
            if (answer?.status === 201) return answer.body.id;
            if (killed) return undefined;
          }
        }),
      );
      await killed;
      await killable.start();
      const acknowledged = answers.filter((id) => id !== undefined);
      expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER);

      // A client repeats what was not answered, with the same request id; what was answered is answered the same.
      const ids = new Map<string, string>();
      const left = requestIds.entries();
      const repeatThem = async (): Promise<void> => {
        for (const [index, requestId] of left) {
          const { body } = await eventually('the repeat', async () => {
            const answer = await create(requestId).catch(() => undefined);
            return answer?.status === 201 && answer;
          });
          ids.set(requestId, body.id);
          if (answers[index] !== undefined) expect(body.id).toBe(answers[index]);
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, repeatThem));
      const all = new Set(ids.values());
      expect(all.size).toBe(CREATES);

      const listed = (await agent.get('/v1/customers?size=500')).body.items.map(({ id }: { id: string }) => id);
      expect(new Set(listed)).toEqual(all);
      expect(listed).toHaveLength(CREATES);
      await expectPublishedAndAppliedOnce(all);
    },
    240_000,
  );

  async function expectPublishedAndAppliedOnce(ids: Set<string>): Promise<void> {
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    try {
      await eventually('every event is published', () => [...ids].every((id) => tap.of(id).length > 0));
    } finally {
      await tap.close();
    }
    const confirmed = await eventually('every event is applied', async () => {
      const filter = { 'state.status': 'confirmed' };
      const tenants = await databases.all<{ _id: string; version: number }>('identity', 'tenants', filter);
      const own = tenants.filter(({ _id }) => ids.has(_id));
      return own.length === ids.size && own;
    });
    // Reserved, and confirmed once.
    expect(new Set(confirmed.map(({ version }) => version))).toEqual(new Set([2]));
    await eventually('every outbox is empty', async () => {
      const customers = await databases.all<Published>('customers', 'customers');
      return customers.every(isPublished);
    });
    expect(await parked(platform)).toEqual([]);
  }
});

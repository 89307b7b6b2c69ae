import { type ApiClient } from '../../support/clients/api-client.js';
import { eventually } from '../../support/eventually.js';
import { type Page } from '../../support/wire/body.js';
import { CommandScene } from '../commands/command-scene.js';

interface Consumer {
  service: string;
  status: string;
  members?: number;
  lag?: number;
  topics: { topic: string; lag: number }[];
  deadLetters?: number;
  instances: { outcomes: { done: number; park: number } }[];
  [field: string]: unknown;
}

const PATH = '/v1/operator/consumers';
const services = ['identity', 'enrollment', 'relationships', 'customers', 'agreements', 'notifications'];

describe('the operator', () => {
  let scene: CommandScene;
  let operator: ApiClient;
  beforeAll(async () => {
    scene = await CommandScene.open();
    operator = await scene.platform.operator();
  }, 180_000);
  afterAll(() => scene.close());

  async function consumerOf(service: string): Promise<Consumer> {
    const { items } = (await operator.get<Page<Consumer>>(PATH)).body;
    return items.find((item) => item.service === service) as Consumer;
  }

  it('[ruling 33] sees how the consumer of each service is, and how far it is behind', async () => {
    const all = await eventually('all have consumed', async () => {
      const { items } = (await operator.get<Page<Consumer>>(PATH)).body;
      return items.every(({ lag, members }) => lag !== undefined && members) && items;
    });
    expect(all.map(({ service }) => service)).toEqual(services);
    const { prefix } = scene.platform;
    const customers = all.find(({ service }) => service === 'customers');
    expect(customers).toEqual({
      service: 'customers',
      status: expect.stringMatching(/^(healthy|impaired)$/),
      consumer: `${prefix}.customers`,
      members: expect.any(Number),
      lag: customers?.topics.reduce((sum, { lag }) => sum + lag, 0),
      topics: expect.arrayContaining([
        { topic: `${prefix}.customers.commands`, lag: expect.any(Number) },
        { topic: `${prefix}.agreements.events`, lag: expect.any(Number) },
      ]),
      deadLetters: expect.any(Number),
      instances: [
        {
          name: expect.stringMatching(/^.+\/\d+$/),
          startDate: expect.any(String),
          healthy: expect.any(Boolean),
          lastPollDate: expect.any(String),
          refused: [],
          waiting: expect.any(Array),
          outcomes: { done: expect.any(Number), retry: expect.any(Number), park: expect.any(Number) },
        },
      ],
      silentInstances: 0,
      attributes: { objectType: 'Consumer' },
    });
  });

  it('[ruling 33] sees what becomes of messages, that dead letters wait, and that a service comes up', async () => {
    const before = await consumerOf('customers');
    const unreadable = { ...scene.relationship(), type: 'io.twotier.customer.applaud.v1' };
    const good = scene.relationship();
    await scene.sender.send(unreadable, good);
    await scene.outcomeOf(good);
    await eventually('it is told', async () => {
      const after = await consumerOf('customers');
      return (
        Number(after.deadLetters) > Number(before.deadLetters) &&
        outcomesOf(after).park > outcomesOf(before).park &&
        outcomesOf(after).done > outcomesOf(before).done
      );
    });
    await eventually('nothing is behind', async () => {
      const { topics } = await consumerOf('customers');
      return topics.some(({ topic, lag }) => topic.endsWith('.customers.commands') && lag === 0);
    });
  });

  it('[ruling 33] alone sees it', async () => {
    for (const client of [scene.partner.user('GlobalAdmin'), scene.agent])
      expect((await client.get(PATH)).status).toBe(403);
  });
});

function outcomesOf({ instances }: Consumer): { done: number; park: number } {
  return instances[0]?.outcomes ?? { done: 0, park: 0 };
}

import { type ApiClient } from '../support/clients/api-client.js';
import { eventually } from '../support/eventually.js';
import { TestPlatform } from '../support/platform/test-platform.js';
import { type Page } from '../support/wire/body.js';

interface Consumer {
  service: string;
  status: string;
  lag?: number;
  instances: object[];
  silentInstances: number;
}

describe('the operator', () => {
  let platform: TestPlatform;
  let operator: ApiClient;
  beforeAll(async () => {
    platform = TestPlatform.shared();
    operator = await platform.operator();
    await eventually('all is well', async () => (await consumers()).every(({ status }) => status === 'healthy'));
  }, 180_000);
  afterAll(() => platform.stop());

  async function consumers(): Promise<Consumer[]> {
    const { status, body } = await operator.get<Page<Consumer>>('/v1/operator/consumers');
    expect(status).toBe(200);
    return body.items;
  }

  async function agreements(): Promise<Consumer | undefined> {
    return (await consumers()).find(({ service }) => service === 'agreements');
  }

  it('[ruling 33] sees that a service does not answer, and that it is back; dead letters are told of the others alone, or not at all', async () => {
    const letters = '/v1/operator/deadletters';
    const instances = platform.urls.agreements.length;
    await platform.process('agreements').kill();
    try {
      await eventually('it is told', async () => (await agreements())?.status !== 'healthy');
      const { status, silentInstances } = (await agreements()) ?? {};
      expect([status, silentInstances]).toEqual([instances === 1 ? 'unreachable' : 'impaired', 1]);
      const others = (await consumers()).filter(({ service }) => service !== 'agreements');
      expect(others.map((one) => one.instances.length > 0)).toEqual([true, true, true, true, true]);
      if (instances === 1) {
        const all = await operator.get(letters);
        expect([all.status, all.body.description]).toEqual([
          503,
          'The agreements service cannot be reached. Nothing was changed; try again.',
        ]);
      }
      expect((await operator.get(`${letters}?service=customers`)).status).toBe(200);
    } finally {
      await platform.process('agreements').start();
    }
    await eventually('it is back', async () => (await agreements())?.status === 'healthy', 120_000);
    expect((await operator.get(letters)).status).toBe(200);
  }, 240_000);

  it('[ruling 33] sees that the broker does not say how far services are, and that it is back', async () => {
    await platform.process('kafka').kill();
    try {
      await eventually('it is told', async () => {
        const all = await consumers();
        return all.every(
          ({ status, lag, instances }) => status === 'impaired' && lag === undefined && instances.length,
        );
      });
    } finally {
      await platform.process('kafka').start();
    }
    await eventually(
      'all is well',
      async () => (await consumers()).every(({ status }) => status === 'healthy'),
      120_000,
    );
  }, 240_000);
});

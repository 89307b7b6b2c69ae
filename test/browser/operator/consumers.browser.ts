import { demoUser, expect, looksRight, test } from '../support/portal.ts';

const ADDRESS = '**/app/api/v1/operator/consumers';

const well = {
  service: 'customers',
  status: 'healthy',
  consumer: 'twotier.customers',
  members: 2,
  lag: 12_345,
  topics: [],
  deadLetters: 3,
  instances: [],
  silentInstances: 0,
};

test('[ruling 33] the operator sees how the consumers of all services are', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('operator'));
  await page.goto('/app/home');
  await page.getByRole('main').getByRole('link', { name: 'Consumers' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consumers');
  for (const service of ['agreements', 'customers', 'enrollment', 'identity', 'notifications', 'relationships']) {
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: service, exact: true }) });
    await expect(row).toContainText(/\d+ handled/);
  }
  await looksRight(page, 'operator-consumers');
});

test('[ruling 33] what is wrong with a consumer is told, and the page goes on when it is well', async ({
  signedInAs,
}) => {
  const page = await signedInAs(demoUser('operator'));
  const instance = {
    name: 'host-1/17',
    startDate: '2026-11-01T08:00:00.000Z',
    healthy: false,
    lastPollDate: '2026-11-01T08:30:00.000Z',
    refused: ['User:customers lacks READ on the topic twotier.identity.events (TOPIC_AUTHORIZATION_FAILED)'],
    waiting: [{ place: 'twotier.agreements.events/7', reason: 'connect ECONNREFUSED 10.0.0.7:27017' }],
    outcomes: { done: 1_234, retry: 56, park: 3 },
  };
  const silent = { ...instance, name: 'host-2/18', refused: [], waiting: [] };
  const troubled = [
    { ...well, status: 'impaired', instances: [instance, silent] },
    {
      ...well,
      service: 'identity',
      status: 'unreachable',
      members: undefined,
      lag: undefined,
      deadLetters: undefined,
      silentInstances: 1,
    },
  ];
  await page.route(ADDRESS, (route) => route.fulfill({ json: { items: troubled } }));
  await page.goto('/app/operator/consumers');
  await expect(page.getByText('twotier.agreements.events/7 waits: connect ECONNREFUSED 10.0.0.7:27017')).toBeVisible();
  await expect(page.getByText(/lacks READ on the topic/)).toBeVisible();
  await expect(page.getByText(/host-2\/18 has not heard from the broker since/)).toBeVisible();
  await expect(page.getByText('An instance of the service does not answer. Look whether it runs.')).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Not well' });
  await expect(row).toContainText('12,345');
  await expect(row).toContainText('2,468 handled, 112 tried again');
  await expect(row.getByRole('link', { name: '3', exact: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Does not answer' })).toContainText('Not known');
  await looksRight(page, 'operator-consumers-troubled');
  // The page looks again by itself.
  await page.unroute(ADDRESS);
  await page.route(ADDRESS, (route) => route.fulfill({ json: { items: [well] } }));
  await expect(page.getByText(/lacks READ on the topic/)).toBeHidden({ timeout: 15_000 });
  await page.unroute(ADDRESS);
  await page.route(ADDRESS, (route) => route.fulfill({ status: 503, json: { code: 800003, description: 'Away.' } }));
  await expect(page.getByText('The platform is busy.')).toBeVisible({ timeout: 30_000 });
});

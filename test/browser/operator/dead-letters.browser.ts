import { randomUUID } from 'node:crypto';
import { kafkaClient } from '../../../tools/stack/kafka-client.ts';
import { call } from '../support/api.ts';
import { demo, demoUser, expect, looksRight, test } from '../support/portal.ts';

interface Letter {
  id: string;
  key?: string;
  status: string;
  timesParked: number;
}

const operator = demoUser('operator');

/** A command that no version can read. Answers its dead letter. */
async function unreadableCommand(): Promise<Letter> {
  const key = randomUUID();
  const producer = kafkaClient('browser', demo.kafkaBrokers).producer();
  await producer.connect();
  const headers = {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_source: 'https://crm.example/portal',
    ce_type: 'io.twotier.customer.applaud.v1',
  };
  await producer.send({ topic: `${demo.topicPrefix}.customers.commands`, messages: [{ key, value: '{}', headers }] });
  await producer.disconnect();
  let found: Letter | undefined;
  await expect
    .poll(async () => {
      const { items } = await call<{ items: Letter[] }>('GET', '/operator/deadletters?size=500', operator.token);
      return (found = items.find((letter) => letter.key === key));
    })
    .toBeTruthy();
  return found as Letter;
}

const read = (id: string): Promise<Letter> => call('GET', `/operator/deadletters/${id}`, operator.token);

test('[ruling 6] the operator looks at a dead letter, and gives it to its service again', async ({ signedInAs }) => {
  const { id, key = '' } = await unreadableCommand();
  const page = await signedInAs(operator);
  await page.goto('/app/home');
  await page.getByRole('main').getByRole('link', { name: 'Dead letters' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dead letters');
  await page.getByLabel('Service').selectOption('customers');
  await expect(page.getByRole('row').filter({ hasText: 'applaud' }).first()).toContainText('Waits for you');
  await looksRight(page, 'operator-dead-letters');
  await page.getByLabel('Service').selectOption('identity');
  await expect(page.getByText('No dead letters')).toBeVisible();
  await looksRight(page, 'operator-dead-letters-empty');

  await page.goto(`/app/operator/dead-letters/${id}`);
  await expect(page.getByText(key)).toBeVisible();
  await expect(page.getByText(/is not a command of this topic/)).toBeVisible();
  await looksRight(page, 'operator-dead-letter');
  await page.getByRole('button', { name: 'Give again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give again' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('How often')).toBeVisible();
  await expect.poll(async () => (await read(id)).timesParked).toBe(2);
});

test('[ruling 6] the operator discards a dead letter, is asked before, and finds it among the discarded', async ({
  signedInAs,
}) => {
  const { id } = await unreadableCommand();
  const page = await signedInAs(operator);
  await page.goto(`/app/operator/dead-letters/${id}`);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('dialog')).toContainText('This cannot be taken back.');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect((await read(id)).status).toBe('waiting');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Discarded')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Give again' })).toBeHidden();
  expect((await read(id)).status).toBe('discarded');
});

test('[ruling 6] a dead letter that is decided on elsewhere meanwhile, and one that is not there, are told', async ({
  signedInAs,
}) => {
  const { id } = await unreadableCommand();
  const page = await signedInAs(operator);
  await page.goto(`/app/operator/dead-letters/${id}`);
  await page.getByRole('button', { name: 'Give again' }).click();
  await call('POST', `/operator/deadletters/${id}/decision`, operator.token, { decision: 'discard' });
  await page.getByRole('dialog').getByRole('button', { name: 'Give again' }).click();
  await expect(page.getByRole('dialog')).toContainText('does not wait any more: it is discarded.');
  await page.goto('/app/operator/dead-letters/nothing');
  await expect(page.getByText('This does not exist.')).toBeVisible();
});

test('[ruling 6] nobody else is shown dead letters', async ({ signedInAs }) => {
  const page = await signedInAs(demoUser('direct-bill'));
  await page.goto('/app/operator/dead-letters');
  await expect(page.getByText('This was refused.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Dead letters' })).toBeHidden();
});

test('[I2] dead letters and consumers are in German for whoever reads German, and fit a narrow window', async ({
  signedInAs,
}) => {
  const { id } = await unreadableCommand();
  const page = await signedInAs(operator);
  await page.goto('/app/operator/dead-letters');
  await page.evaluate(() => localStorage.setItem('language', 'de'));
  await page.reload();
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Unzustellbare Nachrichten');
  await expect(page.getByRole('row').filter({ hasText: 'applaud' }).first()).toContainText('Wartet auf Sie');
  await looksRight(page, 'operator-dead-letters-german');
  await page.goto(`/app/operator/dead-letters/${id}`);
  await expect(page.getByRole('button', { name: 'Erneut geben' })).toBeVisible();
  await looksRight(page, 'operator-dead-letter-german');
  await page.goto('/app/operator/consumers');
  await expect(title).toHaveText('Nachrichtenempfang');
  await expect(page.getByRole('row').filter({ hasText: 'customers' })).toContainText(/\d+ verarbeitet/);
  await looksRight(page, 'operator-consumers-german');
});

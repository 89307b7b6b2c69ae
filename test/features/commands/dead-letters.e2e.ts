import { randomUUID } from 'node:crypto';
import { DeadLetters } from '../../../tools/kafka/dead-letters.js';
import { type ApiClient } from '../../support/clients/api-client.js';
import { type SentCommand } from '../../support/clients/command-sender.js';
import { eventually } from '../../support/eventually.js';
import { type Page } from '../../support/wire/body.js';
import { CommandScene } from './command-scene.js';

interface Letter {
  id: string;
  status: string;
  key?: string;
  timesParked: number;
  [field: string]: unknown;
}

const PATH = '/v1/operator/deadletters';

describe('the operator', () => {
  let scene: CommandScene;
  let operator: ApiClient;
  beforeAll(async () => {
    scene = await CommandScene.open();
    operator = await scene.platform.operator();
  }, 180_000);
  afterAll(() => scene.close());

  /** Of a type that no version knows, and with something in it that nobody must see. */
  const unreadable = (): SentCommand => ({
    ...scene.sender.relationshipWith(randomUUID(), { companyName: 'secret-7' }),
    type: 'io.twotier.customer.applaud.v1',
  });

  async function letterOf({ subject }: SentCommand, query = 'service=customers'): Promise<Letter | undefined> {
    const { items } = (await operator.get<Page<Letter>>(`${PATH}?${query}`)).body;
    return items.find(({ key }) => key === subject);
  }

  async function parked(command: SentCommand = unreadable()): Promise<[Letter, SentCommand]> {
    await scene.sender.send(command);
    return [await eventually('it is listed', () => letterOf(command)), command];
  }

  const decide = (id: string, decision: string) => operator.post(`${PATH}/${id}/decision`, { decision });

  const read = async (id: string): Promise<Letter> => (await operator.get<Letter>(`${PATH}/${id}`)).body;

  it('[ruling 6] sees what a service could not handle, where it is and why, and nothing of what is in it', async () => {
    const before = Date.now();
    const [letter, command] = await parked();
    const { prefix } = scene.platform;
    expect(letter).toEqual({
      id: expect.stringMatching(/^\d{8}T\d{9}Z-customers-[\da-f]{12}$/),
      status: 'waiting',
      service: 'customers',
      consumer: `${prefix}.customers`,
      originalTopic: `${prefix}.customers.commands`,
      originalPartition: expect.any(Number),
      originalOffset: expect.stringMatching(/^\d+$/),
      topic: scene.deadLetterTopic,
      cause: 'UnknownCommandError',
      reason: expect.stringContaining('io.twotier.customer.applaud.v1 is not a command of this topic'),
      attempts: 1,
      timesParked: 1,
      creationDate: expect.any(String),
      parkedDate: letter.creationDate,
      key: command.subject,
      messageId: command.id,
      messageType: command.type,
      source: command.source,
      subject: command.subject,
      correlationId: expect.any(String),
      canBeReplayed: true,
      attributes: { objectType: 'DeadLetter' },
    });
    expect(Date.parse(String(letter.creationDate))).toBeGreaterThanOrEqual(before);
    const { status, text } = await operator.get(`${PATH}/${letter.id}`);
    expect([status, JSON.parse(text)]).toEqual([200, letter]);
    expect(text).not.toContain('secret-7');
  });

  it('[ruling 6] pages through them in the order of time, both ways, and narrows them by service and status', async () => {
    const [one] = await parked();
    const [other] = await parked();
    const list = (query: string, token?: string) =>
      operator.get<Page<Letter> & { continuationToken?: string }>(`${PATH}?${query}`, {
        ...(token && { 'MS-ContinuationToken': token }),
      });
    const last = (await list('size=1&seekOperation=Last')).body;
    const all = (await list('')).body.items.map(({ id }) => id);
    expect(all).toEqual([...all].sort());
    expect(all).toEqual(expect.arrayContaining([one.id, other.id]));
    expect(last.items).toHaveLength(1);
    const { items, continuationToken } = (await list('size=1')).body;
    expect(items[0]?.id).toBe(all[0]);
    const next = (await list('size=1&seekOperation=Next', continuationToken)).body;
    expect(next.items[0]?.id).toBe(all[1]);
    const back = (await list('size=1&seekOperation=Previous', next.continuationToken)).body;
    expect(back.items[0]?.id).toBe(all[0]);
    expect((await list('service=agreements')).body.items.map(({ service }) => service)).not.toContain('customers');
    expect((await list('status=handled')).body.items.filter(({ status }) => status !== 'handled')).toEqual([]);
    expect((await list('status=lost')).status).toBe(400);
    expect((await list('service=portal')).status).toBe(400);
  });

  it('[ruling 6] gives one to its service again: what fails again is the same dead letter, and waits again', async () => {
    const [{ id }, command] = await parked();
    const { status, body } = await decide(id, 'replay');
    expect([status, body.status]).toEqual([200, expect.stringMatching(/^(replayed|waiting)$/)]);
    await eventually('it is parked again', async () => {
      const letter = await read(id);
      return letter.timesParked === 2 && letter.status === 'waiting';
    });
    expect(scene.parkedOf(command)).toHaveLength(2);
    expect(scene.causedBy(command)).toHaveLength(1);
    expect((await letterOf(command, 'status=waiting'))?.id).toBe(id);
  });

  it('[ruling 6] sees that what was given again was handled, whoever gave it; then it is not kept, nor given again', async () => {
    const letters: Letter[] = [];
    for (let count = 0; count < 2; count++) {
      const command = scene.relationship();
      const [letter] = await parked({ ...command, value: 'no JSON yet' });
      letters.push(letter);
      // As a version would see it that can read it.
      await scene.databases.change(
        'customers',
        'deadletters',
        { _id: letter.id },
        { 'message.value': Buffer.from(JSON.stringify(command.data)) },
      );
    }
    const [byApi, byTool] = letters as [Letter, Letter];
    expect((await decide(byApi.id, 'replay')).status).toBe(200);
    await eventually('it is handled', async () => (await read(byApi.id)).status === 'handled');
    await eventually('the customer is there', async () => (await scene.relationshipTo(byApi.key ?? '')) === 'none');
    expect(await read(byApi.id)).toMatchObject({ canBeReplayed: false, changeDate: expect.any(String) });
    const again = await decide(byApi.id, 'replay');
    expect([again.status, again.body.description]).toEqual([
      409,
      `The dead letter ${byApi.id} does not wait any more: it is handled.`,
    ]);
    const stored = await scene.databases.all('customers', 'deadletters', { _id: byApi.id });
    expect(stored[0]).not.toHaveProperty('message');
    // The tool reads the topic, where it still is what it was.
    expect(await new DeadLetters(scene.platform.kafkaBrokers).redrive(scene.deadLetterTopic)).toBeGreaterThan(0);
    await eventually('it is parked again', async () => (await read(byTool.id)).timesParked === 2);
  });

  it('[ruling 6] discards one: it is not kept, and never given again', async () => {
    const [{ id }, command] = await parked();
    const { status, body } = await decide(id, 'discard');
    expect([status, body]).toMatchObject([
      200,
      { id, status: 'discarded', canBeReplayed: false, decidedBy: expect.any(String), changeDate: expect.any(String) },
    ]);
    expect((await decide(id, 'discard')).body).toEqual(body);
    const refused = await decide(id, 'replay');
    expect([refused.status, refused.body.description]).toEqual([
      409,
      `The dead letter ${id} does not wait any more: it is discarded.`,
    ]);
    const [stored] = await scene.databases.all('customers', 'deadletters', { _id: id });
    expect(stored).not.toHaveProperty('message');
    expect(scene.parkedOf(command)).toHaveLength(1);
  });

  it('[ruling 6] is told what it cannot do', async () => {
    const absent = '20260101T000000000Z-customers-0123456789ab';
    for (const id of [absent, 'nothing', '20260101T000000000Z-portal-0123456789ab']) {
      expect((await operator.get(`${PATH}/${id}`)).body).toMatchObject({
        description: `There is no dead letter ${id}.`,
      });
      expect((await decide(id, 'replay')).status).toBe(404);
    }
    const [{ id }] = await parked();
    const { status, body } = await decide(id, 'forget');
    expect([status, body.description]).toEqual([400, expect.stringContaining('decision must be one of')]);
    await scene.databases.change('customers', 'deadletters', { _id: id }, { message: undefined, isKept: false });
    const tooLarge = await decide(id, 'replay');
    expect([tooLarge.status, tooLarge.body.description]).toEqual([
      409,
      `The dead letter ${id} is too large to be kept. Give it again with: npm run dlt -- redrive ${scene.deadLetterTopic}`,
    ]);
    expect((await decide(id, 'discard')).status).toBe(200);
  });

  it('[ruling 6] alone sees and decides on them', async () => {
    const [{ id }] = await parked();
    for (const client of [scene.partner.user('GlobalAdmin'), scene.agent]) {
      expect((await client.get(PATH)).status).toBe(403);
      expect((await client.get(`${PATH}/${id}`)).status).toBe(403);
      expect((await client.post(`${PATH}/${id}/decision`, { decision: 'discard' })).status).toBe(403);
    }
    expect((await read(id)).status).toBe('waiting');
  });
});

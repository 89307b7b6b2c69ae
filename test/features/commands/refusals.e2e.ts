import { randomUUID } from 'node:crypto';
import { DeadLetters } from '../../../tools/kafka/dead-letters.js';
import { CommandSender, type SentCommand } from '../../support/clients/command-sender.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { BOUGHT, CommandScene, RECORDED } from './command-scene.js';
import { type Customer, type WorkAccount } from '../../support/wire/resources.js';

const REJECTED = 'io.twotier.command.rejected.v1';

interface Receipt {
  _id: string;
  state: { outcome: string };
}

describe('what other platforms tell', () => {
  let scene: CommandScene;
  beforeAll(async () => {
    scene = await CommandScene.open();
  }, 180_000);
  afterAll(() => scene.close());

  describe('are rejected, with a receipt and an event', () => {
    it.each<[string, () => Promise<SentCommand> | SentCommand, number, RegExp]>([
      [
        '[ruling 29] of an unknown source',
        () => ({ ...scene.relationship(), source: '/unknown' }),
        2032,
        /speaks for no partner/,
      ],
      [
        '[ruling 29] of a source that is a word of JavaScript',
        () => ({ ...scene.relationship(), source: 'constructor' }),
        2032,
        /./,
      ],
      ['[R8] about a partner', () => scene.sender.relationshipWith(scene.otherId), 2032, /sells in the CSP program/],
      [
        '[R9] about a customer of another cloud',
        () => scene.sender.relationshipWith(randomUUID(), { cloud: 'China' }),
        900127,
        /cloud/,
      ],
      [
        '[C1] about a customer of another region',
        () => scene.sender.relationshipWith(randomUUID(), { country: 'DE' }),
        2030,
        /DE/,
      ],
      ['[C1] about a tenant that is elsewhere than it says', germanTenant, 2030, /DE/],
      [
        '[C2] that tell of a purchase of nobody’s customer',
        () => scene.sender.purchaseOf(randomUUID()),
        20002,
        /no commerce relationship/,
      ],
      [
        '[C7] that tell of a purchase of another partner’s customer',
        customerOfTheOther,
        20002,
        /no commerce relationship/,
      ],
      [
        '[C2] that tell of a purchase in the future',
        async () => scene.sender.purchaseOf(await scene.recordedCustomer(), { purchasedAt: '2100-01-01' }),
        2000,
        /future/,
      ],
      [
        '[C2] that tell of a purchase in week 9',
        async () => scene.sender.purchaseOf(await scene.recordedCustomer(), { purchasedAt: '2026-W09' }),
        2000,
        /purchasedAt/,
      ],
    ])('%s', async (_, commandOf, code, description) => {
      const command = await commandOf();
      await scene.sender.send(command);
      const { headers, data } = await scene.outcomeOf(command);
      expect([headers['ce_type'], data]).toMatchObject([
        REJECTED,
        { commandId: command.id, commandSource: command.source, commandType: command.type, code, parked: false },
      ]);
      expect(data.description).toMatch(description);
      expect(headers['ce_actor']).toBe(command.source === scene.crm ? `${scene.partnerId}/${scene.crm}` : undefined);
      expect(scene.parkedOf(command)).toEqual([]);
    });

    it.each<[string, Partial<SentCommand>, RegExp]>([
      ['of an unknown type', { type: 'io.twotier.customer.explode.v1' }, /is not a command of this topic/],
      [
        'of an unknown version',
        { type: 'io.twotier.customer.record-purchase.v9' },
        /reads io.twotier.customer.record-purchase.v1/,
      ],
      ['that are events', { type: 'io.twotier.customer.created.v1' }, /is not a command of this topic/],
      ['without a type', { headers: { ce_type: undefined } }, /ce_type/],
      ['without a version of CloudEvents', { headers: { ce_specversion: undefined } }, /ce_specversion/],
      ['with a time that is none', { headers: { ce_time: 'today' } }, /ce_time/],
      ['that are no JSON', { value: '{"customerId":' }, /JSON/],
      ['that are not UTF-8', { value: Buffer.from('{"companyName":"Müller"}', 'latin1') }, /not UTF-8/],
      ['that are a list', { value: '[]' }, /JSON object/],
      [
        'whose fields are wrong',
        { data: { customerId: 'secret-7', companyName: '' } },
        /customerId must be a GUID\. companyName is required\. domain is required/,
      ],
    ])('[ruling 5] %s, and parked', async (_, changes, description) => {
      const command = { ...scene.relationship(), ...changes };
      await scene.sender.send(command);
      const { headers, data } = await scene.outcomeOf(command);
      expect([headers['ce_type'], data]).toMatchObject([
        REJECTED,
        { commandId: command.id, commandSource: scene.crm, partnerId: scene.partnerId, code: 2000, parked: true },
      ]);
      expect(data.description).toMatch(description);
      expect(data.description).not.toContain('secret-7');
      await eventually('it is parked', () => scene.parkedOf(command).length === 1);
      await expectTheRestToGoOn();
    });

    it('[ruling 5] unless nobody could be told: without an id or a source they are parked alone', async () => {
      const subjects = [randomUUID(), randomUUID(), randomUUID()];
      const headers = [{ ce_id: undefined }, { ce_source: undefined }, { ce_source: 'with spaces' }];
      await scene.sender.send(
        ...headers.map((without, index) => scene.sender.relationshipWith(subjects[index]!, {}, { headers: without })),
      );
      for (const subject of subjects) {
        const parked = await eventually('it is parked', () => scene.tap.of(subject)[0]);
        expect([parked.topic, parked.headers['dlt_cause']]).toEqual([scene.deadLetterTopic, 'MalformedEventError']);
      }
      await expectTheRestToGoOn();
    });

    it('[ruling 5] and a repeat is answered by the receipt, also when it would be accepted by now', async () => {
      const customerId = randomUUID();
      const purchase = scene.sender.purchaseOf(customerId);
      await scene.sender.send(purchase);
      expect((await scene.outcomeOf(purchase)).data.code).toBe(20002);
      const command = scene.sender.relationshipWith(customerId);
      await scene.sender.send(command, purchase, purchase);
      await scene.settled(customerId);
      expect(await scene.relationshipTo(customerId)).toBe('none');
      expect(scene.causedBy(purchase).map(({ headers }) => headers['ce_type'])).toEqual([REJECTED]);
      const again = scene.sender.purchaseOf(customerId);
      await scene.sender.send(again);
      expect((await scene.outcomeOf(again)).headers['ce_type']).toBe(BOUGHT);
    });

    it('[ruling 6] and what is re-driven is read again: still unreadable it is parked again, by now readable it is done', async () => {
      const unreadable = { ...scene.relationship(), type: 'io.twotier.customer.applaud.v1' };
      const readable = scene.relationship();
      await scene.sender.send(unreadable, { ...readable, value: 'no JSON yet' });
      for (const command of [unreadable, readable]) {
        await eventually('it is parked', () => scene.parkedOf(command).length === 1);
        expect((await scene.outcomeOf(command)).headers['ce_type']).toBe(REJECTED);
      }
      // A later version could read it; the producer's own repeat would not get so far.
      await scene.sender.send(readable);
      await scene.settled(readable.subject);
      expect((await scene.agent.get(`/v1/customers/${readable.subject}`)).status).toBe(404);
      const letters = new DeadLetters(scene.platform.kafkaBrokers);
      const redrive = CommandSender.open(
        scene.platform.kafkaBrokers,
        scene.deadLetterTopic.replace(/dlt$/, 'redrive'),
        scene.crm,
      );
      await (await redrive).send(readable);
      await (await redrive).close();
      await eventually('it is listed', async () => (await scene.relationshipTo(readable.subject)) === 'none');
      expect(await letters.redrive(scene.deadLetterTopic)).toBeGreaterThan(0);
      await eventually('it is parked again', () => scene.parkedOf(unreadable).length === 2);
      expect(scene.causedBy(unreadable)).toHaveLength(1);
    });
  });

  describe('and crashes', () => {
    it('[ruling 5] between the receipt and the effect: the command goes on where it stopped', async () => {
      const customerId = await scene.recordedCustomer();
      const [relation, purchase] = [
        scene.sender.relationshipWith(customerId, { companyName: 'Renamed' }),
        scene.sender.purchaseOf(customerId),
      ];
      for (const command of [relation, purchase]) {
        const receipt = {
          _id: `${scene.crm} ${command.id}`,
          version: 1,
          sequence: 0,
          commands: [],
          outbox: [],
          pending: false,
        };
        const state = {
          id: receipt._id,
          commandId: command.id,
          source: scene.crm,
          type: command.type,
          partnerId: scene.partnerId,
        };
        await scene.databases.insert('customers', 'commandreceipts', [
          { ...receipt, state: { ...state, outcome: 'accepted' } },
        ]);
      }
      // What was accepted stays so, also when the partner has lost the customer meanwhile.
      await scene.databases.change(
        'customers',
        'externalrelationships',
        { 'state.customerId': customerId },
        { 'state.status': 'ended' },
      );
      await scene.sender.send(purchase, relation);
      await scene.settled(customerId);
      expect((await scene.outcomeOf(purchase)).headers['ce_type']).toBe(BOUGHT);
      expect((await scene.agent.get<Customer>(`/v1/customers/${customerId}`)).body.companyProfile.companyName).toBe(
        'Renamed',
      );
      expect(await receiptsOf([relation, purchase])).toEqual(['applied', 'applied']);
    });
  });

  async function customerOfTheOther(): Promise<SentCommand> {
    const { body } = await scene.other.user('AdminAgent').postPatiently('/v1/customers', newCustomer());
    return scene.sender.purchaseOf(String(body.id));
  }

  async function germanTenant(): Promise<SentCommand> {
    const account = { companyName: 'Berger', domain: `${randomUUID()}.example`, country: 'DE', cloud: 'Global' };
    const user = { firstName: 'Uwe', lastName: 'Berger', userName: 'uwe', password: `Long-${randomUUID()}` };
    const { body } = await scene.partner
      .user('GlobalAdmin')
      .postPatiently<WorkAccount>('/v1/workaccounts', { ...account, user });
    return scene.sender.relationshipWith(String(body.tenantId));
  }

  async function receiptsOf(commands: SentCommand[]): Promise<(string | undefined)[]> {
    const ids = commands.map(({ source, id }) => `${source} ${id}`);
    const stored = await scene.databases.all<Receipt>('customers', 'commandreceipts', { _id: { $in: ids } });
    const outcomes = new Map(stored.map(({ _id, state }) => [_id, state.outcome]));
    return ids.map((id) => outcomes.get(id));
  }

  async function expectTheRestToGoOn(): Promise<void> {
    const good = scene.relationship();
    await scene.sender.send(good);
    expect((await scene.outcomeOf(good)).headers['ce_type']).toBe(RECORDED);
  }
});

import { randomUUID } from 'node:crypto';
import { DeadLetters } from '../../../tools/dlt/dead-letters.js';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { CommandSender, type SentCommand } from '../../support/clients/command-sender.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { type CommandSource } from '../../support/platform/shared-platform.mjs';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';

const reachOut = 'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };
const RECORDED = 'io.twotier.external-relationship.recorded.v1';
const ENDED = 'io.twotier.external-relationship.ended.v1';
const BOUGHT = 'io.twotier.external-purchase.recorded.v1';
const REJECTED = 'io.twotier.command.rejected.v1';

interface Receipt {
  _id: string;
  state: { outcome: string };
}

describe('commands of other platforms', () => {
  const [{ source: crm, partnerId }, { partnerId: otherId }] = TestPlatform.commandSources as [
    CommandSource,
    CommandSource,
  ];
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let sender: CommandSender;
  let partner: TestOrganisation;
  let other: TestOrganisation;
  let agent: ApiClient;
  let deadLetterTopic: string;

  beforeAll(async () => {
    platform = await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers');
    databases = new Databases(platform);
    partner = await platform.partner('direct-bill', { tenantId: partnerId });
    other = await platform.partner('indirect-provider', { tenantId: otherId });
    agent = partner.user('AdminAgent');
    const { kafkaBrokers, prefix } = platform;
    const topic = `${prefix}.customers.commands`;
    deadLetterTopic = `${topic}.${prefix}.customers.dlt`;
    tap = await EventTap.open(kafkaBrokers, [`${prefix}.customers.events`, deadLetterTopic]);
    sender = await CommandSender.open(kafkaBrokers, topic, crm);
  }, 180_000);
  afterAll(async () => {
    await sender.close();
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  describe('a customer of another portal', () => {
    it('[C2] is on the list of the partner alone, as its platform calls it; nothing comes with it', async () => {
      const customer = await platform.organisation();
      const command = sender.relationshipWith(customer.tenantId, { domain: 'Fabrikam.Example' });
      await sender.send(command);
      const recorded = await outcomeOf(command);
      expect([recorded.headers, recorded.data]).toMatchObject([
        {
          ce_type: RECORDED,
          ce_source: '/services/customers',
          ce_actor: `${partnerId}/${crm}`,
          ce_causationid: command.id,
          ce_correlationid: command.id,
        },
        { partnerId, customerId: customer.tenantId, companyName: 'Fabrikam', domain: 'fabrikam.example' },
      ]);
      const seen = await agent.get(`/v1/customers/${customer.tenantId}`);
      expect(seen.body).toEqual({
        id: customer.tenantId,
        commerceId: customer.tenantId,
        companyProfile: {
          tenantId: customer.tenantId,
          domain: 'fabrikam.example',
          companyName: 'Fabrikam',
          links: expect.anything(),
          attributes: { objectType: 'CustomerCompanyProfile' },
        },
        relationshipToPartner: 'none',
        allowDelegatedAccess: false,
        links: expect.anything(),
        attributes: { objectType: 'Customer' },
      });
      expect(await listed(agent)).toContainEqual([customer.tenantId, 'none']);
      for (const client of [other.user('AdminAgent'), other.user('GlobalAdmin')]) {
        expect((await client.get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
        expect((await listed(client)).map(([id]) => id)).not.toContain(customer.tenantId);
      }
      const path = `/v1/customers/${customer.tenantId}`;
      expect(outcome(await agent.post(`${path}/orders`, newOrder()))).toBe('403/20002');
      expect(outcome(await agent.post(`${path}/agreements`, attestation()))).toBe('403/20002');
      expect(outcome(await agent.get(`${path}/users`))).toBe('403/2032');
      expect((await agent.get(`${path}/profiles/billing`)).status).toBe(404);
      expect((await agent.get(`${path}/subscriptions`)).status).toBe(404);
      expect((await customer.user('GlobalAdmin').get('/v1/my/partners')).body.items).toEqual([]);
      expect((await enrol(customer)).status).toBe(201);
    });

    it('[C2] that this platform does not know is listed all the same, and [C3] becomes a reseller’s when it accepts', async () => {
      const customerId = randomUUID();
      const command = sender.relationshipWith(customerId);
      await sender.send(command);
      await outcomeOf(command);
      expect(await relationshipTo(customerId)).toBe('none');
      const { token } = (await agent.post('/v1/customers/relationshiprequests', {})).body;
      const admin = (await platform.organisation(customerId)).user('GlobalAdmin');
      expect((await admin.post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
      expect((await agent.get(`/v1/customers/${customerId}`)).body).toMatchObject({
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: true,
        companyProfile: { domain: `${customerId}.example` },
      });
      expect((await listed(agent)).filter(([id]) => id === customerId)).toEqual([[customerId, 'reseller']]);
      const ended = await eventually('it is told', () => tap.of(subjectOf(customerId))[1]);
      expect([ended.headers['ce_type'], ended.data.reason]).toEqual([ENDED, 'accepted']);

      // The same again, and anew: it is the partner's customer already.
      await sender.send(command, sender.relationshipWith(customerId, { companyName: 'Fabrikam of old' }));
      await settled(customerId);
      expect(await relationshipTo(customerId)).toBe('reseller');
      await agent.post(`/v1/customers/${customerId}/agreements`, attestation());
      expect((await agent.post(`/v1/customers/${customerId}/orders`, newOrder())).status).toBe(201);
    });

    it('[C5] is among the others in pages and filters, in one order', async () => {
      const name = `Northwind ${randomUUID()}`;
      const commands = Array.from({ length: 4 }, (_, index) =>
        sender.relationshipWith(randomUUID(), {
          companyName: `${name} ${index}`,
          domain: `d${index}.${name.slice(10)}.example`,
        }),
      );
      await sender.send(...commands);
      const created: string[] = [];
      for (let count = 0; count < 3; count++) {
        const { body } = await agent.postPatiently('/v1/customers', newCustomer({ companyName: name.toUpperCase() }));
        created.push(String(body.id));
      }
      for (const command of commands) await outcomeOf(command);
      const filter = JSON.stringify({ Field: 'CompanyName', Value: name, Operator: 'starts_with' });
      let page = await agent.get(`/v1/customers?size=2&filter=${encodeURIComponent(filter)}`);
      const walked = itemsOf(page);
      while (page.body.links.next) {
        const token = String(page.body.links.next.headers[0].value);
        page = await agent.get('/v1/customers?seekOperation=Next', { 'ms-continuationtoken': token });
        expect(itemsOf(page).length).toBeLessThanOrEqual(2);
        walked.push(...itemsOf(page));
      }
      const all = [...commands.map(({ subject }) => [subject, 'none']), ...created.map((id) => [id, 'reseller'])];
      expect(walked).toEqual(all.sort(([one = ''], [another = '']) => (one < another ? -1 : 1)));
      const byDomain = JSON.stringify({ Field: 'Domain', Value: `D2.${name.slice(10)}`, Operator: 'starts_with' });
      expect(itemsOf(await agent.get(`/v1/customers?filter=${encodeURIComponent(byDomain)}`))).toEqual([
        [commands[2]!.subject, 'none'],
      ]);
      const byReseller = JSON.stringify({ Field: 'IndirectReseller', Value: otherId, Operator: 'starts_with' });
      expect(itemsOf(await agent.get(`/v1/customers?filter=${encodeURIComponent(byReseller)}`))).toEqual([]);
    });

    it('[C2] is shown as it was told last: repeats, and what was told earlier, change nothing', async () => {
      const customerId = randomUUID();
      const first = sender.relationshipWith(customerId);
      const renamed = sender.relationshipWith(customerId, { companyName: 'Fabrikam of today' });
      const late = sender.relationshipWith(
        customerId,
        { companyName: 'Late' },
        { headers: { ce_time: '2020-01-01T00:00:00Z' } },
      );
      await sender.send(first, renamed, late, first, renamed);
      await settled(customerId);
      expect((await agent.get(`/v1/customers/${customerId}`)).body.companyProfile.companyName).toBe(
        'Fabrikam of today',
      );
      const told = await eventually(
        'both events',
        () => tap.of(subjectOf(customerId))[1] && tap.of(subjectOf(customerId)),
      );
      expect(told.map(({ data }) => data.companyName as string)).toEqual(['Fabrikam', 'Fabrikam of today']);
    });

    it('[C6] leaves the list when the partner removes it; a repeat of what told of it does not bring it back', async () => {
      const customerId = randomUUID();
      const command = sender.relationshipWith(customerId);
      await sender.send(command);
      await outcomeOf(command);
      const path = `/v1/customers/${customerId}`;
      expect(outcome(await agent.patch(path, { allowDelegatedAccess: false }))).toBe('200/undefined');
      expect(await relationshipTo(customerId)).toBe('none');
      expect(outcome(await agent.send('DELETE', path))).toBe('400/2000');
      for (let time = 0; time < 2; time++) {
        const removed = await agent.patch(path, { relationshipToPartner: 'none' });
        expect([removed.status, removed.body]).toMatchObject([
          200,
          { id: customerId, relationshipToPartner: 'none', allowDelegatedAccess: false },
        ]);
      }
      // The relationship remembers its commands for a day; the receipt does for ever.
      await databases.change(
        'customers',
        'externalrelationships',
        { 'state.customerId': customerId },
        { commands: [] },
      );
      await sender.send(command);
      await settled(customerId);
      expect((await agent.get(path)).status).toBe(404);
      expect((await listed(agent)).map(([id]) => id)).not.toContain(customerId);
      expect(outcome(await other.user('AdminAgent').patch(path, { relationshipToPartner: 'none' }))).toBe('403/20002');
      await eventually('both are told', () => tap.of(subjectOf(customerId))[1]);
      expect(tap.of(subjectOf(customerId)).map(({ headers }) => headers['ce_type'])).toEqual([RECORDED, ENDED]);
      const anew = sender.relationshipWith(customerId);
      await sender.send(anew);
      await outcomeOf(anew);
      expect(await relationshipTo(customerId)).toBe('none');
    });

    it('[C6] of which the partner is the reseller leaves the list with that', async () => {
      const { id } = (await agent.postPatiently('/v1/customers', newCustomer())).body as { id: string };
      // A command that is answered while the customer accepts can leave both.
      await databases.insert('customers', 'externalrelationships', [externalDocument(id)]);
      expect(await relationshipTo(id)).toBe('reseller');
      expect((await agent.patch(`/v1/customers/${id}`, { relationshipToPartner: 'none' })).status).toBe(200);
      expect((await agent.get(`/v1/customers/${id}`)).status).toBe(404);
      const command = sender.relationshipWith(id);
      await sender.send(command);
      await outcomeOf(command);
      expect((await agent.get(`/v1/customers/${id}`)).body).toMatchObject({
        relationshipToPartner: 'none',
        allowDelegatedAccess: true,
      });
    });

    it('[C2] of which the partner is the reseller leaves the list when it is deleted', async () => {
      const { id } = (await agent.postPatiently('/v1/customers', newCustomer())).body as { id: string };
      await databases.insert('customers', 'externalrelationships', [externalDocument(id)]);
      expect((await agent.send('DELETE', `/v1/customers/${id}`)).status).toBe(204);
      expect((await agent.get(`/v1/customers/${id}`)).status).toBe(404);
      const command = sender.relationshipWith(id);
      await sender.send(command);
      expect((await outcomeOf(command)).data.description).toContain('was deleted');
    });
  });

  describe('a purchase on another platform', () => {
    it.each([
      ['software', 'of another portal'],
      ['subscription', 'of this one'],
      ['reservedInstance', 'of another portal'],
      ['azurePlan', 'of this one'],
    ])(
      '[A6] of the kind %s, by a customer %s, refuses direct acceptance in the exact words',
      async (offerKind, where) => {
        const customer = await platform.organisation();
        const admin = customer.user('GlobalAdmin');
        if (where === 'of this one') await accept(admin);
        else await sender.send(sender.relationshipWith(customer.tenantId));
        const renewal = sender.purchaseOf(customer.tenantId, { offerKind, renewal: true });
        await sender.send(renewal);
        expect((await outcomeOf(renewal)).headers['ce_type']).toBe(BOUGHT);
        const purchase = sender.purchaseOf(customer.tenantId, { offerKind, reference: 'PO-7' });
        await sender.send(purchase);
        const bought = await outcomeOf(purchase);
        expect([bought.headers, bought.data]).toMatchObject([
          { ce_type: BOUGHT, ce_actor: `${partnerId}/${crm}`, ce_causationid: purchase.id },
          { customerId: customer.tenantId, partnerId, offerKind, renewal: false, reference: 'PO-7' },
        ]);
        if (where === 'of another portal') {
          const { token } = (await agent.post('/v1/customers/relationshiprequests', {})).body;
          const link = `/v1/my/invitations/${token}/accept`;
          const both = await admin.post(link, { acceptAgreement: contact });
          expect([outcome(both), both.body.description]).toEqual(['403/2032', reachOut]);
          expect(await relationshipTo(customer.tenantId)).toBe('none');
          expect((await admin.post(link, {})).status).toBe(200);
        }
        const refused = await admin.post('/v1/my/agreement/acceptance', contact);
        expect([refused.status, refused.body.description]).toEqual([403, reachOut]);
      },
    );

    it('[A6] is known to agreements, and answered by the owner before that', async () => {
      const customer = await platform.organisation();
      const admin = customer.user('GlobalAdmin');
      await accept(admin);
      const renewal = sender.purchaseOf(customer.tenantId, { renewal: true });
      await sender.send(renewal);
      await outcomeOf(renewal);
      expect((await admin.get('/v1/my/agreement')).body.refusal).toBeUndefined();
      const purchase = sender.purchaseOf(customer.tenantId);
      await sender.send(purchase);
      const { purchaseId } = (await outcomeOf(purchase)).data as { purchaseId: string };
      await eventually(
        'the projection',
        async () => (await databases.all('agreements', 'purchases', { _id: purchaseId })).length === 1,
      );
      // What the projection does not have yet, the owner answers; and the other way round, it decides alone.
      await databases.remove('agreements', 'purchases', { customerId: customer.tenantId });
      expect((await admin.get('/v1/my/agreement')).body.refusal).toBe(reachOut);
      await sender.send(purchase, purchase);
      await settled(customer.tenantId);
      expect(new Set(tap.of(purchaseId).map(({ headers }) => headers['ce_id'])).size).toBe(1);
    });
  });

  describe('are rejected, with a receipt and an event', () => {
    it.each<[string, () => Promise<SentCommand> | SentCommand, number, RegExp]>([
      [
        '[ruling 29] of an unknown source',
        () => ({ ...relationship(), source: '/unknown' }),
        2032,
        /speaks for no partner/,
      ],
      [
        '[ruling 29] of a source that is a word of JavaScript',
        () => ({ ...relationship(), source: 'constructor' }),
        2032,
        /./,
      ],
      ['[R8] about a partner', () => sender.relationshipWith(otherId), 2032, /sells in the CSP program/],
      [
        '[R9] about a customer of another cloud',
        () => sender.relationshipWith(randomUUID(), { cloud: 'China' }),
        900127,
        /cloud/,
      ],
      [
        '[C1] about a customer of another region',
        () => sender.relationshipWith(randomUUID(), { country: 'DE' }),
        2030,
        /DE/,
      ],
      ['[C1] about a tenant that is elsewhere than it says', germanTenant, 2030, /DE/],
      [
        '[C2] that tell of a purchase of nobody’s customer',
        () => sender.purchaseOf(randomUUID()),
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
        async () => sender.purchaseOf(await recordedCustomer(), { purchasedAt: '2100-01-01' }),
        2000,
        /future/,
      ],
      [
        '[C2] that tell of a purchase in week 9',
        async () => sender.purchaseOf(await recordedCustomer(), { purchasedAt: '2026-W09' }),
        2000,
        /purchasedAt/,
      ],
    ])('%s', async (_, commandOf, code, description) => {
      const command = await commandOf();
      await sender.send(command);
      const { headers, data } = await outcomeOf(command);
      expect([headers['ce_type'], data]).toMatchObject([
        REJECTED,
        { commandId: command.id, commandSource: command.source, commandType: command.type, code, parked: false },
      ]);
      expect(data.description).toMatch(description);
      expect(headers['ce_actor']).toBe(command.source === crm ? `${partnerId}/${crm}` : undefined);
      expect(parkedOf(command)).toEqual([]);
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
      const command = { ...relationship(), ...changes };
      await sender.send(command);
      const { headers, data } = await outcomeOf(command);
      expect([headers['ce_type'], data]).toMatchObject([
        REJECTED,
        { commandId: command.id, commandSource: crm, partnerId, code: 2000, parked: true },
      ]);
      expect(data.description).toMatch(description);
      expect(data.description).not.toContain('secret-7');
      await eventually('it is parked', () => parkedOf(command).length === 1);
      await expectTheRestToGoOn();
    });

    it('[ruling 5] unless nobody could be told: without an id or a source they are parked alone', async () => {
      const subjects = [randomUUID(), randomUUID(), randomUUID()];
      const headers = [{ ce_id: undefined }, { ce_source: undefined }, { ce_source: 'with spaces' }];
      await sender.send(
        ...headers.map((without, index) => sender.relationshipWith(subjects[index]!, {}, { headers: without })),
      );
      for (const subject of subjects) {
        const parked = await eventually('it is parked', () => tap.of(subject)[0]);
        expect([parked.topic, parked.headers['dlt_cause']]).toEqual([deadLetterTopic, 'MalformedEventError']);
      }
      await expectTheRestToGoOn();
    });

    it('[ruling 5] and a repeat is answered by the receipt, also when it would be accepted by now', async () => {
      const customerId = randomUUID();
      const purchase = sender.purchaseOf(customerId);
      await sender.send(purchase);
      expect((await outcomeOf(purchase)).data.code).toBe(20002);
      const command = sender.relationshipWith(customerId);
      await sender.send(command, purchase, purchase);
      await settled(customerId);
      expect(await relationshipTo(customerId)).toBe('none');
      expect(causedBy(purchase).map(({ headers }) => headers['ce_type'])).toEqual([REJECTED]);
      const again = sender.purchaseOf(customerId);
      await sender.send(again);
      expect((await outcomeOf(again)).headers['ce_type']).toBe(BOUGHT);
    });

    it('[ruling 6] and what is re-driven is read again: still unreadable it is parked again, by now readable it is done', async () => {
      const unreadable = { ...relationship(), type: 'io.twotier.customer.applaud.v1' };
      const readable = relationship();
      await sender.send(unreadable, { ...readable, value: 'no JSON yet' });
      for (const command of [unreadable, readable]) {
        await eventually('it is parked', () => parkedOf(command).length === 1);
        expect((await outcomeOf(command)).headers['ce_type']).toBe(REJECTED);
      }
      // A later version could read it; the producer's own repeat would not get so far.
      await sender.send(readable);
      await settled(readable.subject);
      expect((await agent.get(`/v1/customers/${readable.subject}`)).status).toBe(404);
      const letters = new DeadLetters(platform.kafkaBrokers);
      const redrive = CommandSender.open(platform.kafkaBrokers, deadLetterTopic.replace(/dlt$/, 'redrive'), crm);
      await (await redrive).send(readable);
      await (await redrive).close();
      await eventually('it is listed', async () => (await relationshipTo(readable.subject)) === 'none');
      expect(await letters.redrive(deadLetterTopic)).toBeGreaterThan(0);
      await eventually('it is parked again', () => parkedOf(unreadable).length === 2);
      expect(causedBy(unreadable)).toHaveLength(1);
    });
  });

  describe('and crashes', () => {
    it('[ruling 5] between the receipt and the effect: the command goes on where it stopped', async () => {
      const customerId = await recordedCustomer();
      const [relation, purchase] = [
        sender.relationshipWith(customerId, { companyName: 'Renamed' }),
        sender.purchaseOf(customerId),
      ];
      for (const command of [relation, purchase]) {
        const receipt = {
          _id: `${crm} ${command.id}`,
          version: 1,
          sequence: 0,
          commands: [],
          outbox: [],
          pending: false,
        };
        const state = { id: receipt._id, commandId: command.id, source: crm, type: command.type, partnerId };
        await databases.insert('customers', 'commandreceipts', [
          { ...receipt, state: { ...state, outcome: 'accepted' } },
        ]);
      }
      // What was accepted stays so, also when the partner has lost the customer meanwhile.
      await databases.change(
        'customers',
        'externalrelationships',
        { 'state.customerId': customerId },
        { 'state.status': 'ended' },
      );
      await sender.send(purchase, relation);
      await settled(customerId);
      expect((await outcomeOf(purchase)).headers['ce_type']).toBe(BOUGHT);
      expect((await agent.get(`/v1/customers/${customerId}`)).body.companyProfile.companyName).toBe('Renamed');
      expect(await receiptsOf([relation, purchase])).toEqual(['applied', 'applied']);
    });
  });

  function relationship(): SentCommand {
    return sender.relationshipWith(randomUUID());
  }

  async function recordedCustomer(): Promise<string> {
    const command = relationship();
    await sender.send(command);
    await outcomeOf(command);
    return command.subject;
  }

  async function customerOfTheOther(): Promise<SentCommand> {
    const { body } = await other.user('AdminAgent').postPatiently('/v1/customers', newCustomer());
    return sender.purchaseOf(String(body.id));
  }

  async function germanTenant(): Promise<SentCommand> {
    const account = { companyName: 'Berger', domain: `${randomUUID()}.example`, country: 'DE', cloud: 'Global' };
    const user = { firstName: 'Uwe', lastName: 'Berger', userName: 'uwe', password: `Long-${randomUUID()}` };
    const { body } = await partner.user('GlobalAdmin').postPatiently('/v1/workaccounts', { ...account, user });
    return sender.relationshipWith(String(body.tenantId));
  }

  /** The customer accepts the partner by its standing link. */
  async function accept(admin: ApiClient): Promise<void> {
    const { token } = (await agent.post('/v1/customers/relationshiprequests', {})).body;
    expect((await admin.post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
  }

  function enrol(company: TestOrganisation): Promise<ApiAnswer> {
    return company.user('GlobalAdmin').postPatiently('/v1/enrollments', { program: 'indirect-reseller' });
  }

  async function relationshipTo(customerId: string): Promise<unknown> {
    return (await agent.get(`/v1/customers/${customerId}`)).body.relationshipToPartner;
  }

  async function listed(client: ApiClient): Promise<unknown[][]> {
    return itemsOf(await client.get('/v1/customers'));
  }

  function subjectOf(customerId: string): string {
    return `${partnerId}/${customerId}`;
  }

  /** The events that a command caused, each once. */
  function causedBy({ id }: SentCommand): TappedEvent[] {
    const events = tap.events.filter(
      ({ topic, headers }) => topic !== deadLetterTopic && headers['ce_causationid'] === id,
    );
    return [...new Map(events.map((event) => [event.headers['ce_id'], event])).values()];
  }

  function outcomeOf(command: SentCommand): Promise<TappedEvent> {
    return eventually(`the outcome of ${command.type}`, () => causedBy(command)[0]);
  }

  function parkedOf({ id }: SentCommand): TappedEvent[] {
    return tap.events.filter(({ topic, headers }) => topic === deadLetterTopic && headers['ce_id'] === id);
  }

  async function receiptsOf(commands: SentCommand[]): Promise<(string | undefined)[]> {
    const ids = commands.map(({ source, id }) => `${source} ${id}`);
    const stored = await databases.all<Receipt>('customers', 'commandreceipts', { _id: { $in: ids } });
    const outcomes = new Map(stored.map(({ _id, state }) => [_id, state.outcome]));
    return ids.map((id) => outcomes.get(id));
  }

  /** Waits until everything that was sent before about these customers has been dealt with: what has one key is, in order. */
  async function settled(...customerIds: string[]): Promise<void> {
    const last = customerIds.map((customerId) => ({ ...sender.purchaseOf(customerId), source: '/unknown' }));
    await sender.send(...last);
    for (const command of last) await outcomeOf(command);
  }

  async function expectTheRestToGoOn(): Promise<void> {
    const good = relationship();
    await sender.send(good);
    expect((await outcomeOf(good)).headers['ce_type']).toBe(RECORDED);
  }

  function externalDocument(customerId: string): Record<string, unknown> {
    const now = new Date();
    const company = {
      companyName: 'Fabrikam',
      companyNameFolded: 'fabrikam',
      domain: 'f.example',
      country: 'US',
      cloud: 'Global',
    };
    const state = {
      id: subjectOf(customerId),
      partnerId,
      customerId,
      status: 'recorded',
      ...company,
      recordedAt: now,
      toldAt: now,
    };
    return { _id: state.id, version: 1, sequence: 0, state, commands: [], outbox: [], pending: false };
  }
});

function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}

function itemsOf({ body }: ApiAnswer): unknown[][] {
  return (body.items as { id: string; relationshipToPartner: string }[]).map(({ id, relationshipToPartner }) => [
    id,
    relationshipToPartner,
  ]);
}

import { randomUUID } from 'node:crypto';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome } from '../../support/wire/answers.js';
import { CommandScene } from './command-scene.js';
import { type Customer } from '../../support/wire/resources.js';

const RECORDED = 'io.twotier.external-relationship.recorded.v1';
const ENDED = 'io.twotier.external-relationship.ended.v1';

describe('customers of other portals', () => {
  let scene: CommandScene;
  beforeAll(async () => {
    scene = await CommandScene.open(await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers'));
  }, 180_000);
  afterAll(() => scene.close());

  describe('a customer of another portal', () => {
    it('[C2] is on the list of the partner alone, as its platform calls it; nothing comes with it', async () => {
      const customer = await scene.platform.organisation();
      const command = scene.sender.relationshipWith(customer.tenantId, { domain: 'Fabrikam.Example' });
      await scene.sender.send(command);
      const recorded = await scene.outcomeOf(command);
      expect([recorded.headers, recorded.data]).toMatchObject([
        {
          ce_type: RECORDED,
          ce_source: '/services/customers',
          ce_actor: `${scene.partnerId}/${scene.crm}`,
          ce_causationid: command.id,
          ce_correlationid: command.id,
        },
        {
          partnerId: scene.partnerId,
          customerId: customer.tenantId,
          companyName: 'Fabrikam',
          domain: 'fabrikam.example',
        },
      ]);
      const seen = await scene.agent.get(`/v1/customers/${customer.tenantId}`);
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
      expect(await listed(scene.agent)).toContainEqual([customer.tenantId, 'none']);
      for (const client of [scene.other.user('AdminAgent'), scene.other.user('GlobalAdmin')]) {
        expect((await client.get(`/v1/customers/${customer.tenantId}`)).status).toBe(404);
        expect((await listed(client)).map(([id]) => id)).not.toContain(customer.tenantId);
      }
      const path = `/v1/customers/${customer.tenantId}`;
      expect(outcome(await scene.agent.post(`${path}/orders`, newOrder()))).toBe('403/20002');
      expect(outcome(await scene.agent.post(`${path}/agreements`, attestation()))).toBe('403/20002');
      expect(outcome(await scene.agent.get(`${path}/users`))).toBe('403/2032');
      expect((await scene.agent.get(`${path}/profiles/billing`)).status).toBe(404);
      expect((await scene.agent.get(`${path}/subscriptions`)).status).toBe(404);
      expect((await customer.user('GlobalAdmin').get('/v1/my/partners')).body.items).toEqual([]);
      expect((await enrol(customer)).status).toBe(201);
    });

    it('[C2] that this platform does not know is listed all the same, and [C3] becomes a reseller’s when it accepts', async () => {
      const customerId = randomUUID();
      const command = scene.sender.relationshipWith(customerId);
      await scene.sender.send(command);
      await scene.outcomeOf(command);
      expect(await scene.relationshipTo(customerId)).toBe('none');
      const { token } = (await scene.agent.post('/v1/customers/relationshiprequests', {})).body;
      const admin = (await scene.platform.organisation(customerId)).user('GlobalAdmin');
      expect((await admin.post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
      expect((await scene.agent.get(`/v1/customers/${customerId}`)).body).toMatchObject({
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: true,
        companyProfile: { domain: `${customerId}.example` },
      });
      expect((await listed(scene.agent)).filter(([id]) => id === customerId)).toEqual([[customerId, 'reseller']]);
      const ended = await eventually('it is told', () => scene.tap.of(scene.subjectOf(customerId))[1]);
      expect([ended.headers['ce_type'], ended.data.reason]).toEqual([ENDED, 'accepted']);

      // The same again, and anew: it is the partner's customer already.
      await scene.sender.send(command, scene.sender.relationshipWith(customerId, { companyName: 'Fabrikam of old' }));
      await scene.settled(customerId);
      expect(await scene.relationshipTo(customerId)).toBe('reseller');
      await scene.agent.post(`/v1/customers/${customerId}/agreements`, attestation());
      expect((await scene.agent.post(`/v1/customers/${customerId}/orders`, newOrder())).status).toBe(201);
    });

    it('[C5] is among the others in pages and filters, in one order', async () => {
      const name = `Northwind ${randomUUID()}`;
      const commands = Array.from({ length: 4 }, (_, index) =>
        scene.sender.relationshipWith(randomUUID(), {
          companyName: `${name} ${index}`,
          domain: `d${index}.${name.slice(10)}.example`,
        }),
      );
      await scene.sender.send(...commands);
      const created: string[] = [];
      for (let count = 0; count < 3; count++) {
        const { body } = await scene.agent.postPatiently(
          '/v1/customers',
          newCustomer({ companyName: name.toUpperCase() }),
        );
        created.push(String(body.id));
      }
      for (const command of commands) await scene.outcomeOf(command);
      const filter = JSON.stringify({ Field: 'CompanyName', Value: name, Operator: 'starts_with' });
      let page = await scene.agent.get(`/v1/customers?size=2&filter=${encodeURIComponent(filter)}`);
      const walked = itemsOf(page);
      while (page.body.links.next) {
        const token = String(page.body.links.next.headers[0]?.value);
        page = await scene.agent.get('/v1/customers?seekOperation=Next', { 'ms-continuationtoken': token });
        expect(itemsOf(page).length).toBeLessThanOrEqual(2);
        walked.push(...itemsOf(page));
      }
      const all = [...commands.map(({ subject }) => [subject, 'none']), ...created.map((id) => [id, 'reseller'])];
      expect(walked).toEqual(all.sort(([one = ''], [another = '']) => (one < another ? -1 : 1)));
      const byDomain = JSON.stringify({ Field: 'Domain', Value: `D2.${name.slice(10)}`, Operator: 'starts_with' });
      expect(itemsOf(await scene.agent.get(`/v1/customers?filter=${encodeURIComponent(byDomain)}`))).toEqual([
        [commands[2]!.subject, 'none'],
      ]);
      const byReseller = JSON.stringify({ Field: 'IndirectReseller', Value: scene.otherId, Operator: 'starts_with' });
      expect(itemsOf(await scene.agent.get(`/v1/customers?filter=${encodeURIComponent(byReseller)}`))).toEqual([]);
    });

    it('[C2] is shown as it was told last: repeats, and what was told earlier, change nothing', async () => {
      const customerId = randomUUID();
      const first = scene.sender.relationshipWith(customerId);
      const renamed = scene.sender.relationshipWith(customerId, { companyName: 'Fabrikam of today' });
      const late = scene.sender.relationshipWith(
        customerId,
        { companyName: 'Late' },
        { headers: { ce_time: '2020-01-01T00:00:00Z' } },
      );
      await scene.sender.send(first, renamed, late, first, renamed);
      await scene.settled(customerId);
      expect((await scene.agent.get<Customer>(`/v1/customers/${customerId}`)).body.companyProfile.companyName).toBe(
        'Fabrikam of today',
      );
      const told = await eventually(
        'both events',
        () => scene.tap.of(scene.subjectOf(customerId))[1] && scene.tap.of(scene.subjectOf(customerId)),
      );
      expect(told.map(({ data }) => data.companyName as string)).toEqual(['Fabrikam', 'Fabrikam of today']);
    });

    it('[C6] leaves the list when the partner removes it; a repeat of what told of it does not bring it back', async () => {
      const customerId = randomUUID();
      const command = scene.sender.relationshipWith(customerId);
      await scene.sender.send(command);
      await scene.outcomeOf(command);
      const path = `/v1/customers/${customerId}`;
      expect(outcome(await scene.agent.patch(path, { allowDelegatedAccess: false }))).toBe('200/undefined');
      expect(await scene.relationshipTo(customerId)).toBe('none');
      expect(outcome(await scene.agent.send('DELETE', path))).toBe('400/2000');
      for (let time = 0; time < 2; time++) {
        const removed = await scene.agent.patch(path, { relationshipToPartner: 'none' });
        expect([removed.status, removed.body]).toMatchObject([
          200,
          { id: customerId, relationshipToPartner: 'none', allowDelegatedAccess: false },
        ]);
      }
      // The relationship remembers its commands for a day; the receipt does for ever.
      await scene.databases.change(
        'customers',
        'externalrelationships',
        { 'state.customerId': customerId },
        { commands: [] },
      );
      await scene.sender.send(command);
      await scene.settled(customerId);
      expect((await scene.agent.get(path)).status).toBe(404);
      expect((await listed(scene.agent)).map(([id]) => id)).not.toContain(customerId);
      expect(outcome(await scene.other.user('AdminAgent').patch(path, { relationshipToPartner: 'none' }))).toBe(
        '403/20002',
      );
      await eventually('both are told', () => scene.tap.of(scene.subjectOf(customerId))[1]);
      expect(scene.tap.of(scene.subjectOf(customerId)).map(({ headers }) => headers['ce_type'])).toEqual([
        RECORDED,
        ENDED,
      ]);
      const anew = scene.sender.relationshipWith(customerId);
      await scene.sender.send(anew);
      await scene.outcomeOf(anew);
      expect(await scene.relationshipTo(customerId)).toBe('none');
    });

    it('[C6] of which the partner is the reseller leaves the list with that', async () => {
      const { id } = (await scene.agent.postPatiently('/v1/customers', newCustomer())).body as { id: string };
      // A command that is answered while the customer accepts can leave both.
      await scene.databases.insert('customers', 'externalrelationships', [externalDocument(id)]);
      expect(await scene.relationshipTo(id)).toBe('reseller');
      expect((await scene.agent.patch(`/v1/customers/${id}`, { relationshipToPartner: 'none' })).status).toBe(200);
      expect((await scene.agent.get(`/v1/customers/${id}`)).status).toBe(404);
      const command = scene.sender.relationshipWith(id);
      await scene.sender.send(command);
      await scene.outcomeOf(command);
      expect((await scene.agent.get(`/v1/customers/${id}`)).body).toMatchObject({
        relationshipToPartner: 'none',
        allowDelegatedAccess: true,
      });
    });

    it('[C2] of which the partner is the reseller leaves the list when it is deleted', async () => {
      const { id } = (await scene.agent.postPatiently('/v1/customers', newCustomer())).body as { id: string };
      await scene.databases.insert('customers', 'externalrelationships', [externalDocument(id)]);
      expect((await scene.agent.send('DELETE', `/v1/customers/${id}`)).status).toBe(204);
      expect((await scene.agent.get(`/v1/customers/${id}`)).status).toBe(404);
      const command = scene.sender.relationshipWith(id);
      await scene.sender.send(command);
      expect((await scene.outcomeOf(command)).data.description).toContain('was deleted');
    });
  });

  function enrol(company: TestOrganisation): Promise<ApiAnswer> {
    return company.user('GlobalAdmin').postPatiently('/v1/enrollments', { program: 'indirect-reseller' });
  }

  async function listed(client: ApiClient): Promise<unknown[][]> {
    return itemsOf(await client.get('/v1/customers'));
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
      id: scene.subjectOf(customerId),
      partnerId: scene.partnerId,
      customerId,
      status: 'recorded',
      ...company,
      recordedAt: now,
      toldAt: now,
    };
    return { _id: state.id, version: 1, sequence: 0, state, commands: [], outbox: [], pending: false };
  }
});

function itemsOf({ body }: ApiAnswer): unknown[][] {
  return (body.items as { id: string; relationshipToPartner: string }[]).map(({ id, relationshipToPartner }) => [
    id,
    relationshipToPartner,
  ]);
}

import { randomUUID } from 'node:crypto';
import { type EventTap } from '../../support/clients/event-tap.js';
import { refusal, told, type SendingPlatform } from '../../support/clients/sending-platform.js';
import { type ApiClient } from '../../support/clients/api-client.js';
import { type TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import {
  type Customer,
  type MailDraft,
  type Order,
  type OrderLine,
  type Subscription,
} from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';
import { PlatformsScene } from './platforms-scene.js';

describe('what people do over HTTP, platforms do over Kafka', () => {
  let scene: PlatformsScene;
  let platform: TestPlatform;
  let tap: EventTap;
  let directBill: TestOrganisation;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let crm: SendingPlatform;
  let providersErp: SendingPlatform;
  let resellersCrm: SendingPlatform;
  let roleless: SendingPlatform;
  let admin: ApiClient;

  beforeAll(async () => {
    scene = await PlatformsScene.open();
    ({ platform, tap, directBill, provider, reseller, crm, providersErp, resellersCrm, roleless } = scene);
    admin = directBill.user('AdminAgent');
  }, 180_000);
  afterAll(() => scene.close());

  describe('customers', () => {
    it('[C1] are created, once for a command that is repeated; the password of the admin is set by an Admin agent', async () => {
      const command = crm.command('customers', 'customer.create', randomUUID(), newCustomer());
      await crm.repeat('customers', command, command);
      const created = await crm.outcomeOf(command);
      expect(created.headers).toMatchObject({
        ce_type: 'io.twotier.customer.created.v1',
        ce_actor: `${directBill.tenantId}/${crm.source}`,
        ce_causationid: command.id,
      });
      const customerId = String(created.data.customerId);
      const path = `/v1/customers/${customerId}`;
      expect((await admin.get(path)).body).toMatchObject({ id: customerId, relationshipToPartner: 'reseller' });
      expect(JSON.stringify(tap.events)).not.toContain('password');

      await crm.repeat('customers', command);
      await crm.send('customers', 'customer.change-qualification', command.subject, {
        customerId,
        qualification: 'education',
      });
      expect(crm.causedBy(command)).toHaveLength(1);

      const [user] = (await admin.get(`${path}/users`)).body.items as { id: string }[];
      const passwordProfile = { password: 'Ripe-plums-7', forceChangePassword: true };
      expect((await admin.patch(`${path}/users/${user?.id}`, { passwordProfile })).status).toBe(200);
    });

    it('[C1] of a reseller are created by its provider', async () => {
      const data = { ...newCustomer(), associatedPartnerId: reseller.tenantId };
      const created = await providersErp.send('customers', 'customer.create', randomUUID(), data);
      expect(told(created)).toBe('customer.created.v1');
      const customer = await reseller
        .user('AdminAgent')
        .get<Customer>(`/v1/customers/${String(created.data['customerId'])}`);
      expect(customer.body.associatedPartnerId).toBe(provider.tenantId);
    });

    it('[U1] [C2] are not named in the activity log where only the word of a platform makes them the partner’s', async () => {
      const customerId = await newCustomerOf(providersErp);
      const said = { customerId, companyName: 'Fabrikam', domain: 'fabrikam.example', country: 'US', cloud: 'Global' };
      await crm.send('customers', 'customer.record-external-relationship', customerId, said);
      const bought = { customerId, offerKind: 'software', purchasedAt: '2026-03-01T08:00:00Z', renewal: false };
      await crm.send('customers', 'customer.record-purchase', customerId, bought);
      const filter = encodeURIComponent(JSON.stringify({ Field: 'CustomerId', Value: customerId, Operator: 'equals' }));
      const [purchase, relationship] = await eventually('both records', async () => {
        const items = (await admin.get<Page<Record<string, unknown>>>(`/v1/auditrecords?filter=${filter}`)).body.items;
        return items.length === 2 && items;
      });
      expect(relationship).toMatchObject({ resourceType: 'external_relationship', customerName: 'Fabrikam' });
      expect(purchase).toMatchObject({ resourceType: 'external_purchase' });
      expect(purchase).not.toHaveProperty('customerName');
    });

    it('[C5] are billed otherwise, and [C1] qualified', async () => {
      const customerId = await newCustomerOf(crm);
      const { billingProfile } = newCustomer({ companyName: 'Juniper' }) as { billingProfile: object };
      const changed = await crm.send('customers', 'customer.change-billing-profile', customerId, {
        customerId,
        billingProfile,
      });
      expect([told(changed), changed.data.companyName]).toEqual(['customer.changed.v1', 'Juniper']);
      const qualified = await crm.send('customers', 'customer.change-qualification', customerId, {
        customerId,
        qualification: 'nonprofit',
      });
      expect([told(qualified), qualified.data.qualifications]).toEqual([
        'customer.qualification-changed.v1',
        ['nonprofit'],
      ]);
    });

    it('[C8] buy once their agreement is [A3] attested, change what they have, and [C6] leave when they have nothing', async () => {
      const customerId = await newCustomerOf(crm);
      const provisioningContext = { domain: 'contoso' };
      const order = { customerId, ...newOrder({ quantity: 5, provisioningContext }) };
      expect(refusal(await crm.send('customers', 'order.place', customerId, order))).toBe(13605);

      const attested = { customerId, ...attestation() };
      const confirmed = await crm.send('agreements', 'agreement.attest', customerId, attested);
      expect(told(confirmed)).toBe('agreement.confirmed.v1');
      expect(confirmed.data).toMatchObject({ customerId, partnerId: directBill.tenantId, method: 'attested' });
      expect(refusal(await crm.send('agreements', 'agreement.attest', customerId, attested))).toBe(600061);

      const placed = await crm.send('customers', 'order.place', customerId, order);
      expect(told(placed)).toBe('order.placed.v1');
      const subscriptionId = String((placed.data['lineItems'] as OrderLine[])[0]?.subscriptionId);
      expect(
        (await admin.get<Subscription>(`/v1/customers/${customerId}/subscriptions/${subscriptionId}`)).body.quantity,
      ).toBe(5);
      const { lineItems } = (
        await admin.get<Order>(`/v1/customers/${customerId}/orders/${String(placed.data['orderId'])}`)
      ).body;
      expect(lineItems).toMatchObject([{ provisioningContext }]);

      const removal = { customerId };
      expect(refusal(await crm.send('customers', 'customer.remove-relationship', customerId, removal))).toBe(2000);
      const product = { productId: 'CFQ7TTC0LH18', skuId: '0002', billingCycle: 'annual', termDuration: 'P1Y' };
      const scheduled = { scheduledNextTermInstructions: { product, quantity: 9 }, autoRenewEnabled: true };
      for (const change of [{ quantity: 7 }, scheduled, { status: 'suspended', suspensionReasons: ['unpaid'] }]) {
        const data = { customerId, subscriptionId, ...change };
        const updated = await crm.send('customers', 'subscription.change', customerId, data);
        expect(told(updated)).toBe('subscription.updated.v1');
        expect((await admin.get(`/v1/customers/${customerId}/subscriptions/${subscriptionId}`)).body).toMatchObject(
          change,
        );
      }
      const cancelled = { customerId, subscriptionId, status: 'deleted' };
      await crm.send('customers', 'subscription.change', customerId, cancelled);
      const removed = await crm.send('customers', 'customer.remove-relationship', customerId, removal);
      expect([told(removed), removed.data.statedBy]).toEqual([
        'customer.relationship-removed.v1',
        `${directBill.tenantId}/${crm.appId}`,
      ]);
      expect((await admin.get(`/v1/customers/${customerId}`)).status).toBe(404);
    });

    it('[C3] are asked for a relationship; the link is fetched over HTTP, by who has asked', async () => {
      const created = await resellersCrm.send('customers', 'relationship-request.create', reseller.tenantId, {
        indirectProviderId: provider.tenantId,
      });
      expect([told(created), created.data]).toMatchObject([
        'relationship-request.created.v1',
        { partnerId: reseller.tenantId, indirectProviderId: provider.tenantId },
      ]);
      const path = `/v1/customers/relationshiprequests/${String(created.data['requestId'])}`;
      const draft = (await reseller.user('AdminAgent').get<MailDraft>(`${path}?language=de`)).body;
      expect(draft.body).toContain(draft.url);
      expect(JSON.stringify(created)).not.toContain(draft.token);
      expect((await admin.get(path)).status).toBe(404);
      const customer = await platform.organisation();
      const accepted = await customer.user('GlobalAdmin').post(`/v1/my/invitations/${draft.token}/accept`, {});
      expect(accepted.status).toBe(200);
      const alone = await crm.send('customers', 'relationship-request.create', directBill.tenantId, {
        indirectProviderId: provider.tenantId,
      });
      expect(refusal(alone)).toBe(2000);
    });
  });

  describe('partnerships', () => {
    it('[R1] begin with an invitation, whose link is fetched over HTTP, and [R7] are ended from either side', async () => {
      const { tenantId } = provider;
      const invited = await providersErp.send('relationships', 'partnership-invitation.create', tenantId, {
        providerId: tenantId,
      });
      expect(told(invited)).toBe('partnership-invitation.created.v1');
      const path = `/v1/partnershipinvitations/${String(invited.data['invitationId'])}`;
      const { token, status } = (await provider.user('SalesAgent').get(path)).body;
      expect(status).toBe('open');
      expect(JSON.stringify(invited)).not.toContain(token);
      const [another] = await platform.partners('indirect-reseller');
      const link = `/v1/partnershipinvitations/by-token/${token}/accept`;
      expect((await another.user('GlobalAdmin').post(link, { consent: true })).status).toBe(200);

      const ended = await providersErp.send('relationships', 'partnership.end', another.tenantId, {
        partnerId: another.tenantId,
        reason: 'We close this region.',
      });
      expect([told(ended), ended.data.status]).toEqual(['partnership.ended.v1', 'ended']);
      const seen = await another.user('AdminAgent').get(`/v1/partnerships/${tenantId}`);
      expect(seen.body).toMatchObject({ status: 'ended', endedBy: tenantId, reason: 'We close this region.' });
    });

    it('[R4] are of the company that the source speaks for, and of those that there are', async () => {
      const data = { providerId: reseller.tenantId };
      const other = await providersErp.send('relationships', 'partnership-invitation.create', data.providerId, data);
      expect([refusal(other), other.data.description]).toEqual([
        2000,
        `providerId must be ${provider.tenantId}, the company that the source speaks for.`,
      ]);
      const nobody = { partnerId: directBill.tenantId };
      expect(refusal(await providersErp.send('relationships', 'partnership.end', nobody.partnerId, nobody))).toBe(1000);
      const own = { providerId: reseller.tenantId };
      expect(
        refusal(await resellersCrm.send('relationships', 'partnership-invitation.create', own.providerId, own)),
      ).toBe(900150);
    });
  });

  describe('are refused', () => {
    it.each([
      ['relationship-request.accept', 'customers', 'requestId'],
      ['agreement.accept', 'agreements', 'customerId'],
      ['partner-agreement.sign', 'agreements', 'partnerId'],
      ['partnership-invitation.accept', 'relationships', 'invitationId'],
    ] as const)('[ruling 22] what needs a person, with that reason: %s', async (name, service, field) => {
      const id = randomUUID();
      const { headers, data } = await crm.send(service, name, id, { [field]: id });
      expect([headers['ce_type'], headers['ce_source'], data.code, data.parked]).toEqual([
        'io.twotier.command.rejected.v1',
        `/services/${service}`,
        2032,
        false,
      ]);
      expect(data.description).toMatch(/needs a person, and no platform can do it: /);
    });

    it('[ruling 45] what neither an application may nor a role of the source allows', async () => {
      const customerId = await newCustomerOf(roleless);
      const { billingProfile } = newCustomer() as { billingProfile: object };
      const changed = await roleless.send('customers', 'customer.change-billing-profile', customerId, {
        customerId,
        billingProfile: { ...billingProfile, companyName: 'Aspen' },
      });
      expect(told(changed)).toBe('customer.changed.v1');
      for (const [service, name, data] of [
        ['agreements', 'agreement.attest', attestation()],
        ['customers', 'customer.remove-relationship', {}],
        ['customers', 'customer.change-qualification', { qualification: 'education' }],
      ] as const) {
        const refused = await roleless.send(service, name, customerId, { customerId, ...data });
        expect([refusal(refused), refused.data.description]).toEqual([
          900150,
          expect.stringMatching(/^The source does not have the rights to send this command\. It needs the role /),
        ]);
      }
    });

    it('[C8] what the type of the partner does not allow: a reseller’s order', async () => {
      const data = { customerId: randomUUID(), ...newOrder() };
      expect(refusal(await resellersCrm.send('customers', 'order.place', data.customerId, data))).toBe(900150);
    });

    it('[ruling 45] what is another partner’s', async () => {
      const customerId = await newCustomerOf(crm);
      const { billingProfile } = newCustomer() as { billingProfile: object };
      for (const [service, name, data] of [
        ['agreements', 'agreement.attest', attestation()],
        ['customers', 'customer.change-billing-profile', { billingProfile }],
        ['customers', 'customer.change-qualification', { qualification: 'education' }],
        ['customers', 'customer.remove-relationship', {}],
        ['customers', 'order.place', newOrder()],
        ['customers', 'subscription.change', { subscriptionId: randomUUID(), status: 'suspended' }],
      ] as const) {
        const refused = await providersErp.send(service, name, customerId, { customerId, ...data });
        expect([name, refusal(refused)]).toEqual([name, 20002]);
      }
    });

    it('[C1] what the rules of the country refuse, with the code of the public API', async () => {
      const { companyProfile, billingProfile } = newCustomer() as Record<'companyProfile' | 'billingProfile', object>;
      const data = { companyProfile: { ...companyProfile, organizationRegistrationNumber: '12345' }, billingProfile };
      expect(refusal(await crm.send('customers', 'customer.create', randomUUID(), data))).toBe(600002);
    });
  });

  async function newCustomerOf(sending: SendingPlatform): Promise<string> {
    return String((await sending.send('customers', 'customer.create', randomUUID(), newCustomer())).data.customerId);
  }
});

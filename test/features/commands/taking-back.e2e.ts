import { randomUUID } from 'node:crypto';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { refusal, SendingPlatform, takingServices, told } from '../../support/clients/sending-platform.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { Company } from '../../support/scenes/company.js';
import { newCustomer } from '../../support/scenes/requests.js';

describe('what was given is taken back over Kafka', () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let providersErp: SendingPlatform;
  let resellersErp: SendingPlatform;
  let resellersCrm: SendingPlatform;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    [provider, reseller] = await platform.partners('indirect-provider', 'indirect-reseller');
    await platform.connect(provider, reseller);
    tap = await EventTap.open(
      platform.kafkaBrokers,
      takingServices.map((service) => `${platform.prefix}.${service}.events`),
    );
    [providersErp, resellersErp, resellersCrm] = await Promise.all([
      SendingPlatform.register(platform, tap, provider, { roles: ['AdminAgent'] }),
      SendingPlatform.register(platform, tap, reseller, { roles: ['GlobalAdmin'] }),
      SendingPlatform.register(platform, tap, reseller, { roles: ['AdminAgent'] }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([providersErp, resellersErp, resellersCrm].map((sending) => sending.close()));
    await tap.close();
    await platform.stop();
  });

  describe('an invitation', () => {
    const revoke = (sending: SendingPlatform, invitationId: string): Promise<TappedEvent> =>
      sending.send('relationships', 'partnership-invitation.revoke', invitationId, { invitationId });

    /** Its id, and the token of its link. */
    async function invite(): Promise<{ id: string; token: string }> {
      const { tenantId: providerId } = provider;
      const data = { providerId };
      const created = await providersErp.send('relationships', 'partnership-invitation.create', providerId, data);
      const id = String(created.data.invitationId);
      const { body } = await provider.user('AdminAgent').get(`/v1/partnershipinvitations/${id}`);
      return { id, token: body.token };
    }

    it('[R1] is revoked, once for a command that is repeated: its link is dead', async () => {
      const { id, token } = await invite();
      const command = providersErp.command('relationships', 'partnership-invitation.revoke', id, { invitationId: id });
      await providersErp.repeat('relationships', command, command);
      const revoked = await providersErp.outcomeOf(command);
      expect([told(revoked), revoked.data.invitationId, revoked.data.status]).toEqual([
        'partnership-invitation.revoked.v1',
        id,
        'revoked',
      ]);
      const link = await reseller.user('GlobalAdmin').get(`/v1/partnershipinvitations/by-token/${token}`);
      expect(link.status).toBe(410);
      expect(providersErp.causedBy(command)).toHaveLength(1);
    });

    it('[R1] that a reseller has accepted, or that is not of the company, is not revoked', async () => {
      const { id, token } = await invite();
      const [another] = await platform.partners('indirect-reseller');
      const link = `/v1/partnershipinvitations/by-token/${token}/accept`;
      expect((await another.user('GlobalAdmin').post(link, { consent: true })).status).toBe(200);
      const refused = await revoke(providersErp, id);
      expect([refusal(refused), refused.data.description]).toEqual([
        2000,
        'The invitation was accepted. To end the partnership, send DELETE /v1/partnerships/{partnerId}.',
      ]);
      expect(refusal(await revoke(providersErp, randomUUID()))).toBe(1000);
      expect(refusal(await revoke(resellersErp, id))).toBe(900150);
    });
  });

  it("[R3] a provider's administrator access is taken away by a Global admin's source of the reseller alone; the partnership stays", async () => {
    const take = (sending: SendingPlatform, partnerId: string): Promise<TappedEvent> =>
      sending.send('relationships', 'partnership.remove-admin-access', partnerId, { partnerId });
    expect(refusal(await take(resellersCrm, provider.tenantId))).toBe(900150);
    expect(refusal(await take(providersErp, reseller.tenantId))).toBe(900150);
    expect(refusal(await take(resellersErp, randomUUID()))).toBe(1000);
    const taken = await take(resellersErp, provider.tenantId);
    expect([told(taken), taken.data.adminAccess]).toEqual(['partnership.admin-access-removed.v1', false]);
    const { body } = await reseller.user('AdminAgent').get(`/v1/partnerships/${provider.tenantId}`);
    expect(body).toMatchObject({ status: 'active', adminAccess: false });
  });

  it('[C6] delegated admin privileges are given up, and the relationship stays', async () => {
    const created = await providersErp.send('customers', 'customer.create', randomUUID(), newCustomer());
    const customerId = String(created.data.customerId);
    const giveUp = (sending: SendingPlatform): Promise<TappedEvent> =>
      sending.send('customers', 'customer.remove-admin-privileges', customerId, { customerId });
    const agent = provider.user('AdminAgent');
    expect((await agent.get(`/v1/customers/${customerId}/users`)).status).toBe(200);
    expect(refusal(await giveUp(resellersErp))).toBe(20002);

    const given = await giveUp(providersErp);
    expect([told(given), given.data.partnerId]).toEqual(['customer.admin-privileges-removed.v1', provider.tenantId]);
    expect((await agent.get(`/v1/customers/${customerId}`)).body).toMatchObject({
      relationshipToPartner: 'reseller',
      allowDelegatedAccess: false,
    });
    expect((await agent.get(`/v1/customers/${customerId}/users`)).status).toBe(403);
  });

  it('[E7] an enrolment is withdrawn, and started again', async () => {
    const company = await Company.signUp(platform);
    const { tenantId, domain } = company;
    const organisation = { tenantId, clients: new Map([['GlobalAdmin', company.admin]]) };
    const erp = await SendingPlatform.register(platform, tap, organisation, { roles: ['GlobalAdmin'], domain });
    const send = (name: string, data: object = { tenantId }): Promise<TappedEvent> =>
      erp.send('enrollment', `enrollment.${name}`, tenantId, data);
    try {
      expect(refusal(await send('withdraw'))).toBe(1000);
      const program = { tenantId, program: 'indirect-reseller' };
      expect(told(await send('start', program))).toBe('enrollment.started.v1');
      expect(refusal(await send('withdraw', { tenantId: reseller.tenantId }))).toBe(2000);
      expect(told(await send('withdraw'))).toBe('enrollment.withdrawn.v1');
      expect((await company.current()).body.status).toBe('withdrawn');
      expect(told(await send('start', program))).toBe('enrollment.started.v1');
    } finally {
      await erp.close();
    }
  });
});

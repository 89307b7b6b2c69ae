import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome } from '../../support/wire/answers.js';
import { invite, invitations, acceptBy } from './invitations.js';
import { type WorkAccount } from '../../support/wire/resources.js';

describe('accepting an invitation', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let rival: TestOrganisation;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [provider, reseller, rival] = await platform.partners(
      'indirect-provider',
      'indirect-reseller',
      'indirect-reseller',
    );
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.relationships.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
  });

  describe('accepting', () => {
    it('[R2] makes both partners of each other, tells who did it, and answers the same again', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      const admin = other.user('GlobalAdmin');
      const { id, token } = await invite(one.user('SalesAgent'));
      const link = `${invitations}/by-token/${token}`;
      expect((await admin.get(link)).body).toMatchObject({
        providerId: one.tenantId,
        companyName: 'A partner',
        mpnId: one.mpnId,
        location: 'US',
        status: 'open',
        consent: expect.stringContaining('I authorise A partner to submit orders') as string,
      });
      expect(outcome(await admin.post(`${link}/accept`, {}))).toBe('400/2000');
      const accepted = await admin.post(`${link}/accept`, { consent: true });
      expect([accepted.status, accepted.body]).toMatchObject([
        200,
        {
          partnerId: one.tenantId,
          partnerType: 'indirect-provider',
          status: 'active',
          adminAccess: true,
          location: 'US',
        },
      ]);
      expect((await admin.post(`${link}/accept`, { consent: true })).body).toEqual(accepted.body);
      expect((await admin.get(link)).body.status).toBe('accepted');
      expect((await one.user('AdminAgent').get(`${invitations}/${id}`)).body).toMatchObject({
        status: 'accepted',
        acceptedBy: other.tenantId,
      });
      expect((await one.user('AdminAgent').get(`/v1/partnerships/${other.tenantId}`)).body).toMatchObject({
        partnerId: other.tenantId,
        partnerType: 'indirect-reseller',
        status: 'active',
        mpnId: other.mpnId,
      });
      const [told] = await eventually('its event', () => {
        const found = tap.events.filter(({ data }) => data.invitationId === id && data.partnershipId);
        return found.length > 0 && found;
      });
      expect(told).toMatchObject({
        headers: { ce_type: 'io.twotier.partnership.established.v1', ce_actor: `${other.tenantId}/${admin.userId}` },
        data: {
          providerId: one.tenantId,
          resellerId: other.tenantId,
          adminAccess: true,
          changedBy: { userId: admin.userId },
        },
      });
    });

    it.each<[string, () => Promise<ApiAnswer>, string, RegExp]>([
      ['its own provider', () => accept(provider), '403/2032', /of your own company/],
      [
        'a direct-bill partner',
        async () => accept(await platform.partner('direct-bill')),
        '403/900150',
        /partner of type direct-bill/,
      ],
      ['a company that is no partner', async () => accept(await platform.organisation()), '403/2032', /Enrol by POST/],
      [
        'a reseller of another region',
        async () => accept(await platform.partner('indirect-reseller', { country: 'DE' })),
        '400/2201',
        /CSP region Europe/,
      ],
      ['an Admin agent', () => accept(reseller, 'AdminAgent'), '403/900150', /needs GlobalAdmin/],
    ])('[R4] is refused for %s', async (_, accepting, code, text) => {
      const answer = await accepting();
      expect([outcome(answer), answer.body.description]).toEqual([code, expect.stringMatching(text)]);
    });

    it('[R4] is refused by a dead link: unknown, revoked, or used by another', async () => {
      const agent = provider.user('AdminAgent');
      const [used, revoked] = [await invite(agent), await invite(agent)];
      await agent.send('DELETE', `${invitations}/${revoked.id}`);
      await acceptBy(reseller, used.token);
      expect(outcome(await agent.send('DELETE', `${invitations}/${used.id}`))).toBe('409/2000');
      const answers = [];
      for (const token of ['nobody', revoked.token, used.token]) answers.push(await acceptBy(rival, token));
      expect(answers.map(outcome)).toEqual(['404/1000', '410/1000', '410/1000']);
      expect(answers.map(({ body }) => body.description)).toEqual([
        expect.stringContaining('not valid'),
        expect.stringContaining('has taken this invitation back'),
        expect.stringContaining('was used already'),
      ]);
      expect((await rival.user('GlobalAdmin').get(`${invitations}/by-token/${used.token}`)).status).toBe(410);
    });

    it('[R4] of one link by several resellers, five times each at once, has one winner', async () => {
      const { token } = await invite(provider.user('AdminAgent'));
      const answers = await Promise.all(
        [reseller, rival].flatMap((organisation) =>
          [1, 2, 3, 4, 5].map(async () => ({ organisation, answer: await acceptBy(organisation, token) })),
        ),
      );
      const winners = new Set(
        answers.filter(({ answer }) => answer.status === 200).map(({ organisation }) => organisation),
      );
      expect(winners.size).toBe(1);
      for (const { organisation, answer } of answers)
        expect(outcome(answer)).toBe(winners.has(organisation) ? '200/undefined' : '410/1000');
    });

    it('[R4] of a link that is revoked at the same moment has one outcome', async () => {
      const agent = provider.user('AdminAgent');
      const stranger = await platform.partner('indirect-reseller');
      const { id, token } = await invite(agent);
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map(() => Promise.all([acceptBy(stranger, token), agent.delete(`${invitations}/${id}`)])),
      );
      const { status } = (await agent.get(`${invitations}/${id}`)).body;
      const [accepted, revoked] = status === 'accepted' ? ['200/undefined', '409/2000'] : ['410/1000', '204/undefined'];
      for (const both of answers) expect(both.map(outcome)).toEqual([accepted, revoked]);
      const partnership = await agent.get(`/v1/partnerships/${stranger.tenantId}`);
      expect(partnership.status).toBe(status === 'accepted' ? 200 : 404);
    });

    it('[R4] again brings nothing back that was taken away since', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      const { token } = await invite(one.user('AdminAgent'));
      const path = `/v1/partnerships/${one.tenantId}`;
      expect((await acceptBy(other, token)).body.adminAccess).toBe(true);
      await other.user('GlobalAdmin').delete(`${path}/adminaccess`);
      expect((await acceptBy(other, token)).body).toMatchObject({ status: 'active', adminAccess: false });
      await other.user('GlobalAdmin').delete(path);
      const again = await acceptBy(other, token);
      expect([outcome(again), again.body.description]).toEqual([
        '410/1000',
        'This link was used, and the partnership has been ended since. Ask the provider for a new invitation.',
      ]);
      expect((await one.user('AdminAgent').get(`/v1/partnerships/${other.tenantId}`)).body.status).toBe('ended');
    });

    it('[ruling 12] is completed by the sweep when the process died after the claim', async () => {
      const [one, other] = await platform.partners('indirect-provider', 'indirect-reseller');
      const { id, token } = await invite(one.user('AdminAgent'));
      const claim = {
        resellerId: other.tenantId,
        userId: other.user('GlobalAdmin').userId,
        at: new Date(Date.parse('2026-01-01')),
      };
      await databases.change(
        'relationships',
        'invitations',
        { _id: id },
        { 'state.status': 'claimed', 'state.claim': claim },
      );
      const found = await eventually('the partnership', async () => {
        const answer = await one.user('AdminAgent').get(`/v1/partnerships/${other.tenantId}`);
        return answer.status === 200 && answer.body;
      });
      expect(found).toMatchObject({ status: 'active', adminAccess: true });
      expect((await acceptBy(other, token)).status).toBe(200);
    });
  });

  it('[R9] nothing crosses national clouds, not even within one country', async () => {
    const anybody = new ApiClient(platform.gatewayUrl);
    const domain = `c${randomUUID()}.example`;
    const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password: 'Ripe-plums-7' };
    const account = { companyName: 'Capitol', domain, country: 'US', cloud: 'USGovernment', user };
    const { tenantId, accessToken } = (await anybody.post<WorkAccount>('/v1/workaccounts', account)).body;
    const operator = await platform.operator();
    const partner = { tenantId, companyName: 'Capitol Distribution', partnerType: 'indirect-provider', country: 'US' };
    expect((await operator.post('/v1/operator/partners', partner)).status).toBe(201);
    const admin = new ApiClient(platform.gatewayUrl, String(accessToken));
    const { token } = await invite(admin);
    const refused = await acceptBy(reseller, String(token));
    expect([outcome(refused), refused.body.description]).toEqual([
      '400/900127',
      'Your company is in the cloud Global, Capitol Distribution in USGovernment. A provider and its reseller have to be in the same cloud.',
    ]);
    const asked = (await admin.post('/v1/customers/relationshiprequests', {})).body;
    const customer = (await platform.organisation()).user('GlobalAdmin');
    expect(outcome(await customer.post(`/v1/my/invitations/${asked.token}/accept`, {}))).toBe('400/900127');
    const ofItsCloud = newCustomer({ domain: `c${randomUUID().slice(0, 8)}.onmicrosoft.us` });
    const through = { ...ofItsCloud, associatedPartnerId: reseller.tenantId };
    expect(outcome(await admin.post('/v1/customers', through))).toBe('403/900149');
    const found = async (query: string): Promise<string[]> =>
      (await anybody.get(`/v1/providers?name=capitol${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect([await found(''), await found('&cloud=USGovernment')]).toEqual([[], [tenantId]]);
  });

  async function accept(organisation: TestOrganisation, role = 'GlobalAdmin'): Promise<ApiAnswer> {
    const { token } = await invite(provider.user('AdminAgent'));
    return acceptBy(organisation, token, role);
  }
});

import { randomUUID } from 'node:crypto';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { linkIn, Mailbox } from '../../support/clients/mailbox.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome, continuing } from '../../support/wire/answers.js';
import { type Invitation, invitations, invite } from './invitations.js';
import { idOfNumber, planFor, stored, partnerId } from './stored.js';
import { type Page } from '../../support/wire/body.js';

describe('inviting a reseller', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let provider: TestOrganisation;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    provider = await platform.partner('indirect-provider');
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.relationships.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
  });

  describe('an invitation', () => {
    it('[R1] answers a link and the draft of a mail, the same again to a repeat, and can be listed, counted and revoked', async () => {
      const agent = (await platform.partner('indirect-provider')).user('SalesAgent');
      const headers = { 'ms-requestid': randomUUID() };
      const created = await agent.post<Invitation>(invitations, {}, headers);
      const { id, url, token, body } = created.body;
      expect(created.status).toBe(201);
      expect(url).toBe(`${platform.gatewayUrl}/partnershipinvitations/${token}`);
      expect(body).toContain(url);
      expect(created.body).toMatchObject({
        status: 'open',
        subject: 'A partner asks to be your indirect provider',
        mailsRequested: 0,
        attributes: { objectType: 'PartnershipInvitation' },
      });
      expect(Date.parse(created.body.expires) - Date.parse(created.body.created)).toBe(30 * 24 * 60 * 60 * 1_000);
      expect((await agent.post(invitations, {}, headers)).body).toEqual(created.body);
      const other = await invite(agent);
      expect((await agent.send('DELETE', `${invitations}/${other.id}`)).status).toBe(204);
      expect((await agent.send('DELETE', `${invitations}/${other.id}`)).status).toBe(204);
      expect((await agent.get(`${invitations}/counts`)).body).toEqual({ open: 1, accepted: 0, revoked: 1, expired: 0 });
      const listed = await agent.get(`${invitations}?status=revoked`);
      expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([other.id]);
      expect((await agent.get(`${invitations}/${id}`)).body).toEqual(created.body);
      const types = await eventually('its events', () => tap.of(other.id).length === 2 && tap.of(other.id));
      expect(types.map(({ headers: { ce_type } }) => ce_type)).toEqual([
        'io.twotier.partnership-invitation.created.v1',
        'io.twotier.partnership-invitation.revoked.v1',
      ]);
      expect(JSON.stringify(tap.events)).not.toContain(token);
      const [revoked] = (await databases.all('relationships', 'invitations')).filter(({ _id }) => _id === other.id);
      expect(JSON.stringify(revoked)).not.toContain(other.token);
    });

    it('[R1] is mailed on request, in the words of the platform, with a paragraph of the provider that is marked as its', async () => {
      const agent = provider.user('AdminAgent');
      const { id, url, subject, body } = await invite(agent);
      const path = `${invitations}/${id}/mails`;
      const email = `ana@c${randomUUID()}.example`;
      for (const faulty of [{ body: `Open ${url}` }, { subject: 'Win' }, { message: 'Open evil.com' }]) {
        const refused = await agent.post(path, { email, ...faulty });
        expect([outcome(refused), refused.body.description]).toEqual([
          '400/2000',
          expect.stringContaining(Object.keys(faulty)[0] ?? ''),
        ]);
      }
      const message = 'Hi Ana, we spoke on Tuesday.';
      const { status, body: requested } = await agent.post(path, { email, message });
      expect([status, requested]).toEqual([202, { id: expect.any(String), email, subject }]);
      const mail = await new Mailbox(platform).next(email, /asks to be/);
      expect(linkIn(mail)).toBe(url);
      expect(mail.text).toContain(String(body).split('\n')[2]);
      expect(mail.text).toContain(`A partner writes:\n\n- ${message}`);
      expect(mail.html).toContain(`href="${url}"`);
      expect(JSON.stringify(tap.events)).not.toContain(email);
    });

    it('[R1] is mailed to one address three times a day, however many invitations there are, and requests at once', async () => {
      const inviting = (await platform.partner('indirect-provider')).user('AdminAgent');
      const ids = await Promise.all([1, 2].map(async () => (await invite(inviting)).id));
      const email = `ana@c${randomUUID()}.example`;
      const headers = { 'ms-requestid': randomUUID() };
      const repeats = [1, 2].map(() => inviting.post(`${invitations}/${ids[0]}/mails`, { email }, headers));
      const others = [0, 1, 1, 1].map((n) => inviting.post(`${invitations}/${ids[n]}/mails`, { email }));
      const answers = await Promise.all([...repeats, ...others]);
      const statuses = answers.map(({ status }) => status).sort();
      // The two repeats are one mail, whether or not it is among the three.
      expect([
        [202, 202, 202, 202, 429, 429],
        [202, 202, 202, 429, 429, 429],
      ]).toContainEqual(statuses);
      const refused = await inviting.post(`${invitations}/${ids[0]}/mails`, { email });
      expect([refused.status, refused.body.description]).toEqual([429, expect.stringContaining('try again tomorrow')]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const elsewhere = `bo@c${randomUUID()}.example`;
      expect((await inviting.post(`${invitations}/${ids[1]}/mails`, { email: elsewhere })).status).toBe(202);
    });

    it('[R1] is not mailed any more once it has been revoked', async () => {
      const inviting = await platform.partner('indirect-provider');
      const agent = inviting.user('AdminAgent');
      const { id } = await invite(agent);
      const email = `ana@c${randomUUID()}.example`;
      await agent.post(`${invitations}/${id}/mails`, { email });
      await new Mailbox(platform).next(email, /asks to be/);
      await agent.delete(`${invitations}/${id}`);
      // As if its sender had been killed before noting down that it was sent.
      const again = { status: 'pending', nextAttemptAt: new Date() };
      await databases.change('notifications', 'emails', { tenantId: inviting.tenantId }, again);
      const operator = await platform.operator();
      const dropped = await eventually('it is dropped', async () => {
        const { items } = (await operator.get<Page<{ tenantId: string }>>('/v1/operator/emails?status=dropped')).body;
        return items.find(({ tenantId }) => tenantId === inviting.tenantId);
      });
      expect(dropped).toMatchObject({ template: 'partnership-invitation', lastError: 'link-dead' });
      expect(await new Mailbox(platform).of(email)).toHaveLength(1);
      const refused = await agent.post(`${invitations}/${id}/mails`, { email });
      expect([outcome(refused), refused.body.description]).toEqual([
        '409/2000',
        'The invitation is revoked: its link cannot be used. Create a new one.',
      ]);
    });

    it('[R1] shows a page to whoever opens its link, and accepts nothing by that', async () => {
      const { id, url } = await invite(provider.user('GlobalAdmin'));
      const page = await fetch(url);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain('A partner asks to be your indirect provider');
      expect((await provider.user('GlobalAdmin').get(`${invitations}/${id}`)).body.status).toBe('open');
      expect((await fetch(`${url}x`)).status).toBe(404);
    });

    it('[R4] of another provider does not exist', async () => {
      const { id } = await invite(provider.user('AdminAgent'));
      const other = (await platform.partner('indirect-provider')).user('AdminAgent');
      const answers = [
        await other.get(`${invitations}/${id}`),
        await other.send('DELETE', `${invitations}/${id}`),
        await other.post(`${invitations}/${id}/mails`, { email: 'a@b.example' }),
      ];
      expect(answers.map(outcome)).toEqual(['404/1000', '404/1000', '404/1000']);
    });
  });

  it('[R1] invitations page by their status as well, each page from an index', async () => {
    const agent = (await platform.partner('indirect-provider')).user('AdminAgent');
    const statuses = ['open', 'expired', 'revoked', 'claimed', 'accepted'];
    const documents = Array.from({ length: 500 }, (_, number) => {
      const status = statuses[number % statuses.length] as string;
      const days = status === 'expired' ? -1 : 1;
      return storedInvitation(number, agent.tenantId, status === 'expired' ? 'open' : status, days);
    });
    await databases.insert('relationships', 'invitations', documents);
    expect((await agent.get(`${invitations}/counts`)).body).toEqual({
      open: 100,
      expired: 100,
      revoked: 100,
      accepted: 200,
    });
    const now = new Date();
    for (const [status, condition] of [
      ['open', { 'state.status': 'open', 'state.expiresAt': { $gt: now } }],
      ['expired', { 'state.status': 'open', 'state.expiresAt': { $lte: now } }],
      ['revoked', { 'state.status': 'revoked' }],
      ['accepted', { 'state.status': { $in: ['claimed', 'accepted'] } }],
    ] as const) {
      const seen: string[] = [];
      let page = await agent.get<Page<Invitation>>(`${invitations}?status=${status}&size=70`);
      for (; ; page = await agent.get(`/v1${page.body.links.next?.uri}`, continuing(page))) {
        seen.push(...page.body.items.map((item) => `${item.status}/${item.id}`));
        if (!page.body.links.next) break;
      }
      const those = documents.filter((_, number) => shownAs(statuses[number % statuses.length]) === status);
      expect(seen).toEqual(those.map(({ _id }) => `${status}/${String(_id)}`));

      const filter = { 'state.providerId': agent.tenantId, ...condition, _id: { $gt: idOfNumber(3_000_050) } };
      const plan = await planFor(databases, 'invitations', filter, 11);
      expect([status, plan]).toMatchObject([status, { index: true, collection: false, sort: false }]);
    }
  });
});

/** An invitation as the service keeps it. */
function storedInvitation(
  number: number,
  providerId: string,
  status: string,
  days: number,
): Record<string, unknown> & { _id: string } {
  const isUsed = status === 'claimed' || status === 'accepted';
  return stored(3_000_000 + number, {
    providerId,
    createdBy: partnerId(number),
    createdAt: new Date(0),
    tokenHash: partnerId(number),
    status,
    mails: [],
    expiresAt: new Date(Date.now() + days * 24 * 60 * 60 * 1_000),
    // Of the future, so that the sweep leaves it alone.
    ...(isUsed && {
      claim: { resellerId: partnerId(number), userId: partnerId(number), at: new Date(Date.now() + 1e9) },
    }),
  });
}

function shownAs(status = ''): string {
  return status === 'claimed' ? 'accepted' : status;
}

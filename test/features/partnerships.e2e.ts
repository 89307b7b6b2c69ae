import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { ApiClient, type ApiAnswer } from '../support/clients/api-client.js';
import { Company } from '../support/scenes/company.js';
import { Databases } from '../support/platform/databases.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { linkIn, Mailbox } from '../support/clients/mailbox.js';
import { attestation, newCustomer, newOrder } from '../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../support/platform/test-platform.js';

const invitations = '/v1/partnershipinvitations';

type Call = () => Promise<ApiAnswer>;

describe('partnerships of providers and resellers', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let provider: TestOrganisation;
  let reseller: TestOrganisation;
  let rival: TestOrganisation;
  let directBill: TestOrganisation;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [provider, reseller, rival, directBill] = (await platform.partners(
      ...['indirect-provider', 'indirect-reseller', 'indirect-reseller', 'direct-bill'],
    )) as [TestOrganisation, TestOrganisation, TestOrganisation, TestOrganisation];
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.relationships.events`]);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  describe('an invitation', () => {
    it('[R1] answers a link and the draft of a mail, the same again to a repeat, and can be listed, counted and revoked', async () => {
      const agent = (await platform.partner('indirect-provider')).user('SalesAgent');
      const headers = { 'ms-requestid': randomUUID() };
      const created = await agent.post(invitations, {}, headers);
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
      const other = (await agent.post(invitations, {})).body;
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
      const { id, url, subject, body } = (await agent.post(invitations, {})).body;
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
      const ids = await Promise.all([1, 2].map(async () => String((await inviting.post(invitations, {})).body.id)));
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
      const { id } = (await agent.post(invitations, {})).body;
      const email = `ana@c${randomUUID()}.example`;
      await agent.post(`${invitations}/${id}/mails`, { email });
      await new Mailbox(platform).next(email, /asks to be/);
      await agent.delete(`${invitations}/${id}`);
      // As if its sender had been killed before noting down that it was sent.
      const again = { status: 'pending', nextAttemptAt: new Date() };
      await databases.change('notifications', 'emails', { tenantId: inviting.tenantId }, again);
      const operator = await platform.operator();
      const dropped = await eventually('it is dropped', async () => {
        const { items } = (await operator.get('/v1/operator/emails?status=dropped')).body;
        return items.find(({ tenantId }: { tenantId: string }) => tenantId === inviting.tenantId);
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
      const { id, url } = (await provider.user('GlobalAdmin').post(invitations, {})).body;
      const page = await fetch(url as string);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain('A partner asks to be your indirect provider');
      expect((await provider.user('GlobalAdmin').get(`${invitations}/${id}`)).body.status).toBe('open');
      expect((await fetch(`${url}x`)).status).toBe(404);
    });

    it('[R4] of another provider does not exist', async () => {
      const { id } = (await provider.user('AdminAgent').post(invitations, {})).body;
      const other = (await platform.partner('indirect-provider')).user('AdminAgent');
      const answers = [
        await other.get(`${invitations}/${id}`),
        await other.send('DELETE', `${invitations}/${id}`),
        await other.post(`${invitations}/${id}/mails`, { email: 'a@b.example' }),
      ];
      expect(answers.map(outcome)).toEqual(['404/1000', '404/1000', '404/1000']);
    });
  });

  describe('accepting', () => {
    it('[R2] makes both partners of each other, tells who did it, and answers the same again', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      const admin = other.user('GlobalAdmin');
      const { id, token } = (await one.user('SalesAgent').post(invitations, {})).body;
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
        headers: { ce_type: 'io.twotier.partnership.established.v1', ce_actor: `${other.tenantId}/${idOf(admin)}` },
        data: {
          providerId: one.tenantId,
          resellerId: other.tenantId,
          adminAccess: true,
          changedBy: { userId: idOf(admin) },
        },
      });
    });

    it.each<[string, () => Promise<ApiAnswer>, string, RegExp]>([
      ['its own provider', () => accept(provider), '403/2032', /of your own company/],
      ['a direct-bill partner', () => accept(directBill), '403/900150', /partner of type direct-bill/],
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
      const [used, revoked] = [(await agent.post(invitations, {})).body, (await agent.post(invitations, {})).body];
      await agent.send('DELETE', `${invitations}/${revoked.id}`);
      await acceptBy(reseller, used.token as string);
      expect(outcome(await agent.send('DELETE', `${invitations}/${used.id}`))).toBe('409/2000');
      const answers = [];
      for (const token of ['nobody', revoked.token, used.token]) answers.push(await acceptBy(rival, token as string));
      expect(answers.map(outcome)).toEqual(['404/1000', '410/1000', '410/1000']);
      expect(answers.map(({ body }) => body.description as string)).toEqual([
        expect.stringContaining('not valid'),
        expect.stringContaining('has taken this invitation back'),
        expect.stringContaining('was used already'),
      ]);
      expect((await rival.user('GlobalAdmin').get(`${invitations}/by-token/${used.token}`)).status).toBe(410);
    });

    it('[R4] of one link by several resellers, five times each at once, has one winner', async () => {
      const { token } = (await provider.user('AdminAgent').post(invitations, {})).body;
      const answers = await Promise.all(
        [reseller, rival].flatMap((organisation) =>
          [1, 2, 3, 4, 5].map(async () => ({ organisation, answer: await acceptBy(organisation, token as string) })),
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
      const { id, token } = (await agent.post(invitations, {})).body;
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map(() =>
          Promise.all([acceptBy(stranger, token as string), agent.delete(`${invitations}/${id}`)]),
        ),
      );
      const { status } = (await agent.get(`${invitations}/${id}`)).body;
      const [accepted, revoked] = status === 'accepted' ? ['200/undefined', '409/2000'] : ['410/1000', '204/undefined'];
      for (const both of answers) expect(both.map(outcome)).toEqual([accepted, revoked]);
      const partnership = await agent.get(`/v1/partnerships/${stranger.tenantId}`);
      expect(partnership.status).toBe(status === 'accepted' ? 200 : 404);
    });

    it('[R4] again brings nothing back that was taken away since', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      const { token } = (await one.user('AdminAgent').post(invitations, {})).body;
      const path = `/v1/partnerships/${one.tenantId}`;
      expect((await acceptBy(other, token as string)).body.adminAccess).toBe(true);
      await other.user('GlobalAdmin').delete(`${path}/adminaccess`);
      expect((await acceptBy(other, token as string)).body).toMatchObject({ status: 'active', adminAccess: false });
      await other.user('GlobalAdmin').delete(path);
      const again = await acceptBy(other, token as string);
      expect([outcome(again), again.body.description]).toEqual([
        '410/1000',
        'This link was used, and the partnership has been ended since. Ask the provider for a new invitation.',
      ]);
      expect((await one.user('AdminAgent').get(`/v1/partnerships/${other.tenantId}`)).body.status).toBe('ended');
    });

    it('[ruling 12] is completed by the sweep when the process died after the claim', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      const { id, token } = (await one.user('AdminAgent').post(invitations, {})).body;
      const claim = {
        resellerId: other.tenantId,
        userId: idOf(other.user('GlobalAdmin')),
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
      expect((await acceptBy(other, token as string)).status).toBe(200);
    });
  });

  describe('the lists', () => {
    it('[R2] show active partners in both directions, in every spelling of Partner Center', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      await platform.connect(one, other);
      const item = (partner: TestOrganisation, relationshipType: string): object => ({
        id: partner.tenantId,
        name: 'A partner',
        relationshipType,
        state: 'Active',
        mpnId: partner.mpnId,
        location: 'US',
        attributes: { objectType: 'PartnerRelationship' },
      });
      const resellers = [item(other, 'is_indirect_cloud_solution_provider_of')];
      const providers = [item(one, 'is_indirect_reseller_of')];
      const type = 'IsIndirectCloudSolutionProviderOf';
      for (const [organisation, query, items] of [
        [one, `?relationship_type=${type}`, resellers],
        [one, '?relationship_type=is_indirect_cloud_solution_provider_of', resellers],
        [one, '?Relationship_Type=ISINDIRECTCLOUDSOLUTIONPROVIDEROF', resellers],
        [one, '?relationship_type=', resellers],
        [one, '', resellers],
        [one, filter({ Field: 'Name', Value: 'PART', Operator: 'substring' }), resellers],
        [one, filter({ Field: 'Name', Value: 'a part', Operator: 'starts_with' }), resellers],
        [one, filter({ Field: 'Name', Value: 'A Partner', Operator: 'Equals' }), resellers],
        [one, filter({ Field: 'Name', Value: 'A Part', Operator: 'Equals' }), []],
        [
          one,
          `${filter({ Field: 'Name', Value: 'part', Operator: 'substring' })}&relationship_type=${type}`,
          resellers,
        ],
        [one, filter({ value: 'a pa', field: 'name', fieldType: 'String', operator: 'StartsWith' }), resellers],
        [one, filter({ Field: 'Name', Value: 'zebra', Operator: 'substring' }), []],
        [one, '?relationship_type=IsIndirectResellerOf', []],
        [other, '?relationship_type=IsIndirectResellerOf', providers],
        [other, '?relationship_type=is_indirect_reseller_of', providers],
        [other, `?relationship_type=${type}`, []],
        [other, '', providers],
      ] as const) {
        const { status, body } = await organisation.user('HelpdeskAgent').get(`/v1/relationships${query}`);
        expect([query, status, body.totalCount, body.items]).toEqual([query, 200, items.length, items]);
      }
      for (const query of [
        '?relationship_type=friend',
        filter({ Field: 'Mpn', Value: '1', Operator: 'equals' }),
        '?filter=x',
      ])
        expect(outcome(await one.user('AdminAgent').get(`/v1/relationships${query}`))).toBe('400/2000');
      expect(outcome(await directBill.user('AdminAgent').get('/v1/relationships'))).toBe('403/900150');
    });

    it.each([
      ['10,000 resellers of a provider', 'indirect-provider', 'providerId', 'resellerId', 0, 10_000, 500],
      ['50 providers of a reseller', 'indirect-reseller', 'resellerId', 'providerId', 2_000_000, 50, 7],
    ] as const)(
      '[R7] page stably through %s while partnerships come and go, each page from an index',
      async (_, type, own, others, first, count, size) => {
        const agent = (await platform.partner(type)).user('AdminAgent');
        const ownId = tenantOf(agent);
        const add = async (numbers: number[]): Promise<void> => {
          const documents = numbers.map((number) => stored(number, { [own]: ownId, [others]: partnerId(number) }));
          const partner = {
            companyName: 'A partner',
            partnerType: 'indirect-reseller',
            status: 'active',
            country: 'US',
          };
          const partners = numbers.map((number) => ({
            _id: partnerId(number),
            sequence: 1,
            ...partner,
            cloud: 'Global',
          }));
          await databases.insert('relationships', 'partnerships', documents);
          await databases.insert('relationships', 'partners', partners);
        };
        const end = (number: number): Promise<void> =>
          databases.change('relationships', 'partnerships', { _id: idOfNumber(number) }, { 'state.status': 'ended' });
        const throughout = Array.from({ length: count }, (_unused, index) => first + 10 * index + 15);
        const ending = Array.from({ length: count / size }, (_unused, index) => first + 10 * size * index + 12);
        await add([...throughout, ...ending]);
        const seen: string[] = [];
        let page = await agent.get(`/v1/relationships?size=${size}`);
        for (let walked = 1; page.body.links.next; walked++) {
          const { items, links, continuationToken } = page.body;
          seen.push(...items.map(({ id }: { id: string }) => id));
          // One comes behind the place and one ahead of it, and one goes on either side.
          await add([first + 10 * walked + 13, first + 10 * size * walked + 11]);
          for (const number of [ending[walked - 1], ending[walked + 1]]) if (number) await end(number);
          page = await agent.get(`/v1${links.next.uri}`, { 'ms-continuationtoken': continuationToken as string });
        }
        seen.push(...page.body.items.map(({ id }: { id: string }) => id));
        expect(new Set(seen).size).toBe(seen.length);
        const there = new Set(seen);
        expect(throughout.filter((number) => !there.has(partnerId(number)))).toEqual([]);

        const filter = { [`state.${own}`]: ownId, 'state.status': 'active', _id: { $gt: idOfNumber(first + 100) } };
        const plan = await databases.explain('relationships', 'partnerships', filter, size + 1);
        expect(stagesOf(plan)).toEqual({ index: true, collection: false, sort: false });
        expect(JSON.stringify(plan)).toContain(`"totalDocsExamined":${size + 1}`);
      },
      120_000,
    );
  });

  it('[R1] invitations page by their status as well, each page from an index', async () => {
    const agent = (await platform.partner('indirect-provider')).user('AdminAgent');
    const statuses = ['open', 'expired', 'revoked', 'claimed', 'accepted'];
    const documents = Array.from({ length: 500 }, (_, number) => {
      const status = statuses[number % statuses.length] as string;
      const days = status === 'expired' ? -1 : 1;
      return storedInvitation(number, tenantOf(agent), status === 'expired' ? 'open' : status, days);
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
      let page = await agent.get(`${invitations}?status=${status}&size=70`);
      for (; ; page = await agent.get(`/v1${page.body.links.next.uri}`, continuing(page))) {
        seen.push(...page.body.items.map((item: { id: string; status: string }) => `${item.status}/${item.id}`));
        if (!page.body.links.next) break;
      }
      const those = documents.filter((_, number) => shownAs(statuses[number % statuses.length]) === status);
      expect(seen).toEqual(those.map(({ _id }) => `${status}/${String(_id)}`));

      const filter = { 'state.providerId': tenantOf(agent), ...condition, _id: { $gt: idOfNumber(3_000_050) } };
      const plan = await databases.explain('relationships', 'invitations', filter, 11);
      expect([status, stagesOf(plan)]).toEqual([status, { index: true, collection: false, sort: false }]);
    }
  });

  describe('administrator access', () => {
    it('[R2] lets the provider’s Admin agents manage the reseller’s users, until the reseller takes it away', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      await platform.connect(one, other);
      const agent = one.user('AdminAgent');
      const users = `/v1/users?tenantId=${other.tenantId.toUpperCase()}`;
      const admins = await agent.get(users);
      expect(
        admins.body.items.map(({ userPrincipalName }: { userPrincipalName: string }) => userPrincipalName),
      ).toContain(`globaladmin@${other.tenantId}.example`);
      const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', roles: ['SalesAgent'] };
      const added = await agent.post(users, user);
      expect([added.status, added.body.userPrincipalName]).toEqual([201, `ana@${other.tenantId}.example`]);
      const path = `/v1/users/${added.body.id}`;
      expect(outcome(await agent.send('PUT', `${path}/roles/GlobalAdmin?tenantId=${other.tenantId}`))).toBe(
        '403/900150',
      );
      expect(outcome(await one.user('GlobalAdmin').get(users))).toBe('403/900150');
      expect(outcome(await provider.user('AdminAgent').get(users))).toBe('403/2032');
      const page = await agent.get(`${users}&size=1`);
      const next = await agent.get(`/v1${page.body.links.next.uri}`, {
        'ms-continuationtoken': page.body.continuationToken,
      });
      expect(next.body.items[0].userPrincipalName).toContain(other.tenantId);

      const access = `/v1/partnerships/${one.tenantId}/adminaccess`;
      expect(outcome(await agent.send('DELETE', `/v1/partnerships/${other.tenantId}/adminaccess`))).toBe('403/900150');
      expect((await other.user('GlobalAdmin').send('DELETE', access)).status).toBe(204);
      expect((await other.user('GlobalAdmin').send('DELETE', access)).status).toBe(204);
      expect(outcome(await agent.get(users))).toBe('403/2032');
      expect(outcome(await agent.send('DELETE', `${path}?tenantId=${other.tenantId}`))).toBe('403/2032');
      expect((await agent.get(`/v1/partnerships/${other.tenantId}`)).body).toMatchObject({
        status: 'active',
        adminAccess: false,
      });

      await platform.connect(one, other);
      expect((await agent.get(users)).status).toBe(200);
    });
  });

  describe('[R5] shared customers', () => {
    it('[C1] a provider creates a customer for its reseller: both have it, nobody else', async () => {
      await platform.connect(provider, reseller);
      const agent = provider.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: reseller.tenantId.toUpperCase() };
      const { status, body } = await agent.post('/v1/customers', request);
      expect([status, body.associatedPartnerId]).toEqual([201, reseller.tenantId]);
      const path = `/v1/customers/${body.id}`;
      expect((await reseller.user('AdminAgent').get(path)).body.associatedPartnerId).toBe(provider.tenantId);
      expect((await rival.user('AdminAgent').get(path)).status).toBe(404);
      const shared = await agent.get(`/v1/partnerships/${reseller.tenantId}/customers`);
      expect(shared.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
      const seen = await reseller.user('SalesAgent').get(`/v1/partnerships/${provider.tenantId}/customers`);
      expect(seen.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
      expect((await agent.get(`${path}/relationships`)).body.items).toEqual([
        {
          id: reseller.tenantId,
          name: 'A partner',
          relationshipType: 'is_indirect_cloud_solution_provider_of',
          mpnId: reseller.mpnId,
          attributes: { objectType: 'PartnerRelationship' },
        },
      ]);
      expect((await rival.user('AdminAgent').get(`${path}/relationships`)).status).toBe(404);
    });

    it('[C1] what was created is not refused to a repeat once the partnership has ended', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      await platform.connect(one, other);
      const agent = one.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: other.tenantId };
      const headers = { 'ms-requestid': randomUUID() };
      const first = await agent.post('/v1/customers', request, headers);
      expect(first.status).toBe(201);
      await agent.delete(`/v1/partnerships/${other.tenantId}`);
      const repeated = await agent.post('/v1/customers', request, headers);
      expect([repeated.status, repeated.body]).toEqual([201, first.body]);
      expect(outcome(await agent.post('/v1/customers', request))).toBe('403/900149');
    });

    it('[C6] a customer that the reseller has given up is not shared any more, and stays with the provider', async () => {
      const agent = provider.user('AdminAgent');
      const request = { ...newCustomer(), associatedPartnerId: reseller.tenantId };
      const { id } = (await agent.post('/v1/customers', request)).body as { id: string };
      const path = `/v1/customers/${id}`;
      const lists = [
        `/v1/partnerships/${reseller.tenantId}/customers`,
        `/v1/customers${filter({ Field: 'IndirectReseller', Value: reseller.tenantId, Operator: 'starts_with' })}`,
      ];
      const listed = async (): Promise<boolean[]> => {
        const answers = await Promise.all(lists.map((list) => agent.get(list)));
        return answers.map(({ body }) => body.items.some((item: { id: string }) => item.id === id));
      };
      expect(await listed()).toEqual([true, true]);
      const removal = await reseller.user('AdminAgent').patch(path, { relationshipToPartner: 'none' });
      expect(removal.body.relationshipToPartner).toBe('none');
      expect(await listed()).toEqual([false, false]);
      expect((await agent.get(`${path}/relationships`)).body.items).toEqual([]);
      const { body } = await agent.get(path);
      expect([body.relationshipToPartner, body.allowDelegatedAccess, body.associatedPartnerId]).toEqual([
        ...['reseller', true, undefined],
      ]);
    });

    it('[C1] nobody creates one for a company that is not its reseller', async () => {
      const through = (partner: TestOrganisation): object => ({
        ...newCustomer(),
        associatedPartnerId: partner.tenantId,
      });
      const stranger = await platform.partner('indirect-reseller');
      expect(outcome(await provider.user('AdminAgent').post('/v1/customers', through(stranger)))).toBe('403/900149');
      expect(outcome(await directBill.user('AdminAgent').post('/v1/customers', through(reseller)))).toBe('400/2000');
    });

    it('[R8] a tenant that is a customer becomes no partner; another tenant of the company can', async () => {
      const { id } = (await directBill.user('AdminAgent').post('/v1/customers', newCustomer())).body;
      const operator = await platform.operator();
      const company = { companyName: 'Contoso', partnerType: 'indirect-reseller', country: 'US' };
      const refused = await operator.postPatiently('/v1/operator/partners', { ...company, tenantId: id });
      expect([outcome(refused), refused.body.description]).toEqual([
        '409/2000',
        expect.stringContaining('is a customer of a CSP partner'),
      ]);
      const { tenantId } = await platform.organisation();
      expect((await operator.post('/v1/operator/partners', { ...company, tenantId })).status).toBe(201);
    });
  });

  describe('a tenant that is a customer', () => {
    const text = /is a customer of a CSP partner.* Enrol with another tenant/;

    it('[R8] does not enrol, until the relationship is removed; then it becomes nobody’s customer', async () => {
      const customer = await platform.organisation();
      const admin = customer.user('GlobalAdmin');
      const link = await becomeCustomer(admin);
      const enrol = (): Promise<ApiAnswer> => admin.post('/v1/enrollments', { program: 'indirect-reseller' });
      const refused = await enrol();
      expect([outcome(refused), refused.body.description]).toEqual(['409/2000', expect.stringMatching(text)]);
      expect((await admin.get('/v1/enrollments/current')).status).toBe(404);
      await leave(customer.tenantId);
      expect((await enrol()).status).toBe(201);
      const operator = await platform.operator();
      const partner = { tenantId: customer.tenantId, companyName: 'Contoso', partnerType: 'indirect-reseller' };
      expect((await operator.post('/v1/operator/partners', { ...partner, country: 'US' })).status).toBe(201);
      const again = await admin.post(`${link}/accept`, {});
      expect([outcome(again), again.body.description]).toEqual(['403/2032', expect.stringMatching(/another tenant/)]);
    });

    it('[R8] that became one while its enrolment was reviewed is refused, and can enrol again once it is none', async () => {
      const company = await Company.signUp(platform);
      await company.confirmed(platform);
      await becomeCustomer(company.admin);
      const operator = await platform.operator();
      const path = `/v1/operator/enrollments/${await company.enrollmentId()}/decision`;
      expect(outcome(await operator.post(path, { decision: 'approve' }))).toBe('409/2000');
      const refused = await eventually('the refusal', async () => {
        const { body } = await company.current();
        return body.status === 'rejected' && body;
      });
      expect(refused.reasons).toEqual([expect.stringMatching(text)]);
      await leave(company.tenantId);
      expect((await company.start()).body.status).toBe('draft');
      expect((await company.act('submit')).body.status).toBe('in-review');
      expect((await operator.post(path, { decision: 'approve' })).body.status).toBe('active');
    });

    it('[R8] authorises no provider, if it became a partner all the same', async () => {
      const both = await platform.partner('indirect-reseller');
      // As if it had become a customer at the very moment when it became a partner.
      const { id } = (await directBill.user('AdminAgent').post('/v1/customers', newCustomer())).body;
      const [stored] = (await databases.all('customers', 'customers')).filter(({ _id }) => _id === id);
      const { state, ...document } = stored as { state: object };
      const twin = { ...document, _id: both.tenantId, state: { ...state, id: both.tenantId }, outbox: [] };
      await databases.insert('customers', 'customers', [twin]);
      const refused = await accept(both);
      expect([outcome(refused), refused.body.description]).toEqual([
        '409/2000',
        expect.stringContaining('is a customer of a CSP partner'),
      ]);
    });

    /** By the direct-bill partner's standing link. */
    async function becomeCustomer(admin: ApiClient): Promise<string> {
      const { url } = (await directBill.user('AdminAgent').get('/v1/customers/relationshiprequests')).body;
      const link = `/v1/my/invitations/${new URL(String(url)).pathname.split('/').at(-1)}`;
      expect((await admin.post(`${link}/accept`, {})).status).toBe(200);
      return link;
    }

    async function leave(tenantId: string): Promise<void> {
      const removal = { relationshipToPartner: 'none' };
      expect((await directBill.user('AdminAgent').patch(`/v1/customers/${tenantId}`, removal)).status).toBe(200);
    }
  });

  it('[R9] nothing crosses national clouds, not even within one country', async () => {
    const anybody = new ApiClient(platform.gatewayUrl);
    const domain = `c${randomUUID()}.example`;
    const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password: 'Ripe-plums-7' };
    const account = { companyName: 'Capitol', domain, country: 'US', cloud: 'USGovernment', user };
    const { tenantId, accessToken } = (await anybody.post('/v1/workaccounts', account)).body;
    const operator = await platform.operator();
    const partner = { tenantId, companyName: 'Capitol Distribution', partnerType: 'indirect-provider', country: 'US' };
    expect((await operator.post('/v1/operator/partners', partner)).status).toBe(201);
    const admin = new ApiClient(platform.gatewayUrl, String(accessToken));
    const { token } = (await admin.post(invitations, {})).body;
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

  describe('ending', () => {
    it.each(['provider', 'reseller'])(
      '[R7] by the %s stops new orders of both, is visible to both, and undone by a new invitation',
      async (side) => {
        const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
          TestOrganisation,
          TestOrganisation,
        ];
        await platform.connect(one, other);
        const agent = one.user('AdminAgent');
        const { id } = (await agent.post('/v1/customers', { ...newCustomer(), associatedPartnerId: other.tenantId }))
          .body;
        await agent.post(`/v1/customers/${id}/agreements`, attestation());
        const orders = `/v1/customers/${id}/orders`;
        const onRecord = newOrder({ partnerIdOnRecord: other.mpnId });
        const bought = await agent.post(orders, newOrder());
        expect([bought.status, (await agent.post(orders, onRecord)).status]).toEqual([201, 201]);

        const [ending, ended] = side === 'provider' ? [one, other] : [other, one];
        const path = `/v1/partnerships/${ended.tenantId}`;
        for (let time = 0; time < 2; time++)
          expect((await ending.user('AdminAgent').send('DELETE', `${path}?reason=We%20part`)).status).toBe(204);
        for (const order of [newOrder(), onRecord]) expect(outcome(await agent.post(orders, order))).toBe('403/900149');
        const { subscriptionId } = bought.body.lineItems[0];
        expect((await agent.post(orders, newOrder({ renewsTo: { subscriptionId } }))).status).toBe(201);
        const through = { ...newCustomer(), associatedPartnerId: other.tenantId };
        expect(outcome(await agent.post('/v1/customers', through))).toBe('403/900149');
        for (const [organisation, partner] of [
          [one, other],
          [other, one],
        ] as const) {
          const user = organisation.user('SalesAgent');
          expect((await user.get(`/v1/partnerships/${partner.tenantId}`)).body).toMatchObject({
            status: 'ended',
            adminAccess: false,
            endedBy: ending.tenantId,
            reason: 'We part',
          });
          expect((await user.get('/v1/relationships')).body.items).toEqual([]);
          expect((await user.get('/v1/partnerships')).body.items).toEqual([]);
          expect((await user.get('/v1/partnerships?status=ended')).body.totalCount).toBe(1);
          expect((await user.get(`/v1/customers/${id}`)).status).toBe(200);
        }
        const told = await eventually('its event', () =>
          tap.events.find(
            ({ data, headers }) =>
              headers['ce_type'] === 'io.twotier.partnership.ended.v1' && data.providerId === one.tenantId,
          ),
        );
        expect(told.data).toMatchObject({ reason: 'We part', changedBy: { partnerId: ending.tenantId } });

        await platform.connect(one, other);
        expect((await agent.post(orders, newOrder())).status).toBe(201);
      },
    );

    it.each([
      ['the provider alone', 0],
      ['it together with another reseller', 1],
    ])('[R7] stops orders for a customer until that accepts %s; what was shared stays so', async (_, others) => {
      const [one, other, next] = (await platform.partners(
        ...['indirect-provider', 'indirect-reseller', 'indirect-reseller'],
      )) as [TestOrganisation, TestOrganisation, TestOrganisation];
      await platform.connect(one, other);
      await platform.connect(one, next);
      const customer = await platform.organisation();
      const path = `/v1/customers/${customer.tenantId}`;
      const agent = one.user('AdminAgent');
      const acceptFrom = async (reseller?: TestOrganisation): Promise<void> => {
        const query = reseller ? `?indirectResellerId=${reseller.tenantId}` : '';
        const { url } = (await agent.get(`/v1/customers/relationshiprequests${query}`)).body;
        const link = `/v1/my/invitations/${new URL(String(url)).pathname.split('/').at(-1)}/accept`;
        expect((await customer.user('GlobalAdmin').post(link, {})).status).toBe(200);
      };
      await acceptFrom(other);
      await agent.post(`${path}/agreements`, attestation());
      await agent.delete(`/v1/partnerships/${other.tenantId}`);
      const onRecord = newOrder({ partnerIdOnRecord: other.mpnId });
      expect(outcome(await agent.post(`${path}/orders`, newOrder()))).toBe('403/900149');
      await acceptFrom(others === 0 ? undefined : next);
      expect((await agent.post(`${path}/orders`, newOrder())).status).toBe(201);
      expect(outcome(await agent.post(`${path}/orders`, onRecord))).toBe('403/900149');

      const resellers = [other, next].slice(0, 1 + others).map(({ tenantId }) => tenantId);
      const ids = ({ body }: ApiAnswer): string[] => body.items.map(({ id }: { id: string }) => id);
      expect(new Set(ids(await agent.get(`${path}/relationships`)))).toEqual(new Set(resellers));
      for (const reseller of [other, next]) {
        const expected = resellers.includes(reseller.tenantId) ? [customer.tenantId] : [];
        const query = filter({ Field: 'IndirectReseller', Value: reseller.tenantId, Operator: 'starts_with' });
        for (const list of [`/v1/customers${query}`, `/v1/partnerships/${reseller.tenantId}/customers`])
          expect(ids(await agent.get(list))).toEqual(expected);
      }
    });

    it('[R7] under load: nothing that began after the end was acknowledged is accepted, neither an order nor a joint invitation', async () => {
      const [one, other] = (await platform.partners('indirect-provider', 'indirect-reseller')) as [
        TestOrganisation,
        TestOrganisation,
      ];
      await platform.connect(one, other);
      const agent = one.user('AdminAgent');
      const { id } = (await agent.post('/v1/customers', { ...newCustomer(), associatedPartnerId: other.tenantId }))
        .body;
      await agent.post(`/v1/customers/${id}/agreements`, attestation());
      const standing = `/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=${one.tenantId}`;
      const { url } = (await other.user('AdminAgent').get(standing)).body;
      const link = `/v1/my/invitations/${new URL(String(url)).pathname.split('/').at(-1)}/accept`;
      const acceptances: (() => Promise<ApiAnswer>)[] = [];
      for (let count = 0; count < 3; count++) {
        const customer = await platform.organisation();
        acceptances.push(() => customer.user('GlobalAdmin').post(link, {}));
      }
      const [accept, acceptFirst, acceptLate] = acceptances as [Call, Call, Call];

      let acknowledged = false;
      /** Calls again and again, until what began after the end was acknowledged is answered. */
      const race = async (call: Call): Promise<{ late: boolean; answer: ApiAnswer }[]> => {
        const answers: { late: boolean; answer: ApiAnswer }[] = [];
        while (!answers.at(-1)?.late) {
          const late = acknowledged;
          const answer = await call();
          // A busy machine: nothing was changed.
          if (answer.status !== 503) answers.push({ late, answer });
        }
        return answers;
      };
      const order = (): Promise<ApiAnswer> => agent.post(`/v1/customers/${id}/orders`, newOrder());
      const racing = [order, order, order, accept].map(race);
      expect([(await order()).status, (await acceptFirst()).status]).toEqual([201, 200]);
      expect((await other.user('GlobalAdmin').send('DELETE', `/v1/partnerships/${one.tenantId}`)).status).toBe(204);
      acknowledged = true;
      const answers = (await Promise.all([...racing, race(acceptLate)])).flat();
      const late = answers.filter((answered) => answered.late);
      expect(late.length).toBeGreaterThanOrEqual(5);
      for (const { answer } of late) expect(outcome(answer)).toBe('403/900149');
    });
  });

  it('[ruling 22] roles: who may invite, look, end and take access away', async () => {
    await platform.connect(provider, reseller);
    const calls: [TestOrganisation, string, string, string[]][] = [
      [provider, 'POST', invitations, ['GlobalAdmin', 'AdminAgent', 'SalesAgent']],
      [provider, 'GET', invitations, ['GlobalAdmin', 'AdminAgent', 'SalesAgent']],
      [provider, 'GET', '/v1/partnerships', ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent']],
      [provider, 'GET', '/v1/relationships', ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent']],
      [provider, 'DELETE', `/v1/partnerships/${randomUUID()}`, ['GlobalAdmin', 'AdminAgent']],
      [reseller, 'DELETE', `/v1/partnerships/${randomUUID()}/adminaccess`, ['GlobalAdmin']],
      [
        reseller,
        'GET',
        `/v1/partnerships/${provider.tenantId}/customers`,
        ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
      ],
      [reseller, 'POST', invitations, []],
      [directBill, 'POST', invitations, []],
      [directBill, 'GET', '/v1/partnerships', []],
    ];
    for (const [organisation, method, path, allowed] of calls) {
      for (const role of ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin']) {
        const body = method === 'POST' ? '{}' : undefined;
        const answer = await organisation
          .user(role)
          .send(method, path, body, body && { 'content-type': 'application/json' });
        expect([method, path, role, outcome(answer) === '403/900150']).toEqual([
          method,
          path,
          role,
          !allowed.includes(role),
        ]);
      }
    }
    expect((await new ApiClient(platform.gatewayUrl).get('/v1/partnerships')).status).toBe(401);
  });

  describe('the directory of providers', () => {
    it('[R6] is open to anybody: by country, region, name and speciality, page by page', async () => {
      const one = await platform.partner('indirect-provider', { country: 'FR' });
      const other = await platform.partner('indirect-provider', { country: 'DE' });
      const hidden = await platform.partner('indirect-provider', { country: 'DE' });
      const profile = { specialities: ['Security', 'AI'], description: 'We secure', website: 'https://secure.example' };
      const changed = await one.user('AdminAgent').put('/v1/profiles/directory', profile);
      expect([changed.status, changed.body]).toMatchObject([
        200,
        { isListed: true, specialities: ['security', 'ai'], website: 'https://secure.example' },
      ]);
      await hidden.user('AdminAgent').put('/v1/profiles/directory', { isListed: false });
      expect(outcome(await one.user('AdminAgent').put('/v1/profiles/directory', profile, { 'if-match': '"1"' }))).toBe(
        '400/2055',
      );
      expect(outcome(await reseller.user('AdminAgent').get('/v1/profiles/directory'))).toBe('403/900150');

      const anybody = new ApiClient(platform.gatewayUrl);
      const idsFor = async (query: string): Promise<string[]> => {
        const { status, body } = await anybody.get(`/v1/providers${query}`);
        expect([query, status]).toEqual([query, 200]);
        return body.items.map(({ id }: { id: string }) => id) as string[];
      };
      const both = [one.tenantId, other.tenantId].sort();
      expect(await idsFor('?region=europe')).toEqual(both);
      expect(await idsFor('?country=fr&name=PART')).toEqual([one.tenantId]);
      expect(await idsFor('?speciality=SECURITY&region=europe')).toEqual([one.tenantId]);
      expect(await idsFor('?country=FR&region=united-states')).toEqual([]);
      expect(await idsFor('?region=europe&name=zebra')).toEqual([]);
      expect(await idsFor('?region=europe&cloud=China')).toEqual([]);
      const first = (await anybody.get('/v1/providers?region=europe&size=1')).body;
      const second = await anybody.get(`/v1${first.links.next.uri}`, {
        'ms-continuationtoken': first.continuationToken,
      });
      expect([first.items[0].id, second.body.items[0].id]).toEqual(both);
      expect(second.body.links.next).toBeUndefined();
      expect(outcome(await anybody.get('/v1/providers?region=atlantis'))).toBe('400/2000');
      const forged = Buffer.from(JSON.stringify({ size: 1, after: '0', filter: '{"name":1}' })).toString('base64url');
      expect(outcome(await anybody.get('/v1/providers', { 'ms-continuationtoken': forged }))).toBe('400/2000');
    });
  });

  async function accept(organisation: TestOrganisation, role = 'GlobalAdmin'): Promise<ApiAnswer> {
    const { token } = (await provider.user('AdminAgent').post(invitations, {})).body;
    return acceptBy(organisation, token as string, role);
  }

  function acceptBy(organisation: TestOrganisation, token: string, role = 'GlobalAdmin'): Promise<ApiAnswer> {
    return organisation.user(role).post(`${invitations}/by-token/${token}/accept`, { consent: true });
  }
});

function outcome({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}

function idOf(client: ApiClient): string {
  return String(decodeJwt(client.token ?? '')['oid']);
}

function tenantOf(client: ApiClient): string {
  return String(decodeJwt(client.token ?? '')['tid']);
}

/** Ids in the order of the numbers. */
function idOfNumber(number: number): string {
  return `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

function partnerId(number: number): string {
  return `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A partnership as the service keeps it. */
function stored(number: number, sides: object): Record<string, unknown> {
  const state = { id: idOfNumber(number), status: 'active', since: new Date(0), adminAccess: true, ...sides };
  return {
    _id: idOfNumber(number),
    version: 1,
    sequence: 1,
    commands: [],
    outbox: [],
    pending: false,
    state,
  };
}

/** An invitation as the service keeps it. */
function storedInvitation(
  number: number,
  providerId: string,
  status: string,
  days: number,
): Record<string, unknown> & { _id: string } {
  const id = idOfNumber(3_000_000 + number);
  const isUsed = status === 'claimed' || status === 'accepted';
  const state = {
    id,
    providerId,
    createdBy: partnerId(number),
    createdAt: new Date(0),
    tokenHash: id,
    status,
    mails: [],
    expiresAt: new Date(Date.now() + days * 24 * 60 * 60 * 1_000),
    // Of the future, so that the sweep leaves it alone.
    ...(isUsed && { claim: { resellerId: partnerId(number), userId: id, at: new Date(Date.now() + 1e9) } }),
  };
  return { _id: id, version: 1, sequence: 1, commands: [], outbox: [], pending: false, state };
}

function shownAs(status = ''): string {
  return status === 'claimed' ? 'accepted' : status;
}

/** What the database's plan for a query is made of. */
function stagesOf(explained: unknown): { index: boolean; collection: boolean; sort: boolean } {
  const { queryPlanner } = explained as { queryPlanner: { winningPlan: unknown } };
  const plan = JSON.stringify(queryPlanner.winningPlan);
  const has = (stage: string): boolean => plan.includes(`"stage":"${stage}"`);
  return { index: has('IXSCAN'), collection: has('COLLSCAN'), sort: has('SORT') };
}

function continuing({ body }: ApiAnswer): Record<string, string> {
  return { 'ms-continuationtoken': String(body.continuationToken) };
}

function filter(condition: object): string {
  return `?filter=${encodeURIComponent(JSON.stringify(condition))}`;
}

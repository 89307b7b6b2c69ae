import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Company, tokenPath } from '../../support/scenes/company.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { linkIn, Mailbox } from '../../support/clients/mailbox.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Enrollment, type Partner, type User } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';

const directory = {
  profiles: [
    { mpnId: '5100001', companyName: 'Alder Resale', country: 'US' },
    { mpnId: '5100002', companyName: 'Alder Resale Canada', country: 'CA' },
    { mpnId: '5100003', companyName: 'Alder of old', country: 'US', active: false },
    { mpnId: '5100004', companyName: 'Birch Resale', country: 'US' },
    { mpnId: '5100005', companyName: 'Cedar Resale', country: 'US' },
    { mpnId: '5100006', companyName: 'Desired by two', country: 'US' },
    { mpnId: '5100007', companyName: 'Elm Resale', country: 'US' },
    { mpnId: '5100008', companyName: 'Fir Resale', country: 'US' },
  ],
  accounts: [
    { userName: 'alder@directory.example', password: 'Old-directory-1', mpnIds: ['5100001', '5100002', '5100003'] },
    { userName: 'cedar@directory.example', password: 'Old-directory-2', mpnIds: ['5100005'] },
    { userName: 'fir@directory.example', password: 'Old-directory-3', mpnIds: ['5100008'] },
  ],
};

describe('a company becomes an indirect reseller', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let operator: ApiClient;
  let mailbox: Mailbox;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    operator = await platform.operator();
    mailbox = new Mailbox(platform);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.enrollment.events`]);
    await operator.postPatiently('/v1/operator/mpnprofiles', directory);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  it('[E1-E8] from a new work account to an active reseller, with every mail and event', async () => {
    const company = await Company.signUp(platform);
    const started = await company.start();
    expect(started.status).toBe(201);
    expect(started.body).toMatchObject({
      tenantId: company.tenantId,
      program: 'indirect-reseller',
      status: 'draft',
      vettingStatus: 'none',
      missing: [
        { item: 'legalProfile', neededFor: 'submit' },
        { item: 'primaryContact', neededFor: 'submit' },
        { item: 'supportContact', neededFor: 'submit' },
        { item: 'mpnId', neededFor: 'partnerAgreement' },
      ],
    });

    const signIn = { userName: 'Alder@Directory.example', password: 'Old-directory-1' };
    const { body: found } = await company.act<Page<{ mpnId: string; active: boolean }>>('mpndirectory/signin', signIn);
    expect(found.items.map(({ mpnId, active }) => [mpnId, active])).toEqual([
      ['5100001', true],
      ['5100002', true],
      ['5100003', false],
    ]);
    expect((await company.put('mpn', { mpnId: '5100001' })).body.mpn).toEqual({ mpnId: '5100001', proof: 'directory' });
    await company.put('legalprofile', company.legalProfile);
    await company.put('primarycontact', company.primaryContact);
    const given = await company.put('supportcontact', company.supportContact);
    expect(given.body.missing).toEqual([]);

    const submitted = await company.act('submit');
    expect(submitted.body).toMatchObject({
      status: 'submitted',
      vettingStatus: 'pending',
      vettingSubStatus: 'email_ownership',
      verification: { email: company.email },
    });
    expect(submitted.text).not.toMatch(/token|[0-9a-f]{64}/i);

    const link = linkIn(await mailbox.next(company.email, /^Confirm your e-mail address/));
    expect(link).toMatch(/\/verifications\/[\w-]{43}$/);
    const anybody = new ApiClient(platform.gatewayUrl);
    expect((await anybody.get(tokenPath(link))).body).toEqual({
      companyName: 'Alder Resale',
      email: company.email,
      status: 'submitted',
    });
    expect((await anybody.post(tokenPath(link), {})).body.status).toBe('in-review');
    await mailbox.next(company.email, /^Address confirmed/);

    const { items } = (await operator.get<Page<{ tenantId: string }>>('/v1/operator/enrollments?status=in-review'))
      .body;
    expect(items.map(({ tenantId }) => tenantId)).toContain(company.tenantId);
    const decided = await decide(company, 'approve');
    expect([decided.status, decided.body.status, decided.body.vettingStatus]).toEqual([200, 'active', 'authorized']);
    await mailbox.next(company.email, /^Your account is ready/);

    const partner = await operator.get(`/v1/operator/partners/${company.tenantId}`);
    expect(partner.body).toMatchObject({
      companyName: 'Alder Resale',
      partnerType: 'indirect-reseller',
      status: 'active',
      mpnId: '5100001',
    });
    await eventually('[E8] the enrolling user is in Admin agent', async () => {
      const { body } = await company.admin.get<User>(`/v1/users/${company.userId}`);
      return body.roles.includes('AdminAgent');
    });
    const enrollmentId = String(started.body.id);
    const events = await eventually('all events', () => {
      const told = [...tap.of(enrollmentId), ...tap.of(company.tenantId)];
      return told.some(({ headers }) => headers['ce_type'] === 'io.twotier.partner.onboarded.v1') && told;
    });
    expect(new Set(events.map(({ headers }) => headers['ce_type']))).toEqual(
      new Set([
        ...['started', 'updated', 'submitted', 'verification-requested', 'review-started', 'activated'].map(
          (name) => `io.twotier.enrollment.${name}.v1`,
        ),
        'io.twotier.partner.onboarded.v1',
      ]),
    );
    for (const secret of [company.email, 'Silva', link.split('/').at(-1)!, '555 0100']) {
      expect(JSON.stringify(events)).not.toContain(secret);
    }
    expect((await mailbox.of(company.email)).map(({ subject }) => subject)).toHaveLength(3);
  }, 120_000);

  it('[E1-E11] the other route: the MPN ID is associated after Enroll now, then the agreement is signed', async () => {
    const company = await Company.signUp(platform);
    await company.confirmed(platform);
    const missing = [{ item: 'mpnId', neededFor: 'partnerAgreement' }];
    expect((await company.current()).body).toMatchObject({ status: 'in-review', missing });
    await decide(company, 'approve');
    await eventually('[E8] the enrolling user is in Admin agent', async () => {
      const { body } = await company.admin.get<User>(`/v1/users/${company.userId}`);
      return body.roles.includes('AdminAgent');
    });
    const agent = { firstName: 'Bo', lastName: 'Reed', userName: 'bo', roles: ['SalesAgent'] };
    expect((await company.admin.post('/v1/users', agent)).status).toBe(201);

    const signing = (): Promise<ApiAnswer> => company.admin.postPatiently('/v1/partneragreement/signature', {});
    const tooEarly = await signing();
    expect([tooEarly.status, tooEarly.body.description]).toEqual([409, expect.stringContaining('/v1/profiles/mpn')]);
    expect((await company.current()).body).toMatchObject({ status: 'active', missing });
    const account = { userName: 'fir@directory.example', password: 'Old-directory-3' };
    const { body: found } = await company.admin.post('/v1/profiles/mpn/signin', account);
    expect(found.items).toMatchObject([{ mpnId: '5100008', country: 'US', active: true }]);
    expect((await company.admin.put('/v1/profiles/mpn', { mpnId: '5100008' })).status).toBe(200);
    expect((await company.current()).body).toMatchObject({ status: 'active', missing: [] });

    expect((await signing()).body).toMatchObject({ isSigned: true, signedBy: { userId: company.userId } });
    expect((await company.admin.get('/v1/partner/programinfo')).body).toMatchObject({
      program: 'indirect-reseller',
      status: 'active',
      banner: { color: 'green' },
      partnerAgreement: { isSigned: true, signedBy: { userId: company.userId } },
    });
  }, 120_000);

  describe('the table of refusals', () => {
    let company: Company;
    let holder: Company;
    let unlisted: string;
    beforeAll(async () => {
      company = await Company.signUp(platform);
      await company.start();
      holder = await Company.signUp(platform);
      await holder.complete();
      await holder.put('mpn', { mpnId: '5100004' });
      await holder.confirmed(platform).catch(() => undefined);
      await decide(holder, 'approve');
      unlisted = (await platform.partner('direct-bill')).mpnId ?? '';
    }, 120_000);

    const rows: [string, (company: Company) => Promise<ApiAnswer>, string, RegExp][] = [
      ['[E5] another program', (c) => c.start('direct-bill'), '403/2032', /^Since October 2020/],
      ['[E5] no program', (c) => c.admin.post('/v1/enrollments', {}), '400/2000', /program/],
      ['[E3] an unknown MPN ID', (c) => c.put('mpn', { mpnId: '9999999' }), '404/3000', /partner_id 9999999 could not/],
      [
        '[E3] one that is not active',
        (c) => c.put('mpn', { mpnId: '5100003' }),
        '400/2000',
        /does not belong to an active/,
      ],
      ['[E3] one in another country', (c) => c.put('mpn', { mpnId: '5100002' }), '400/2000', /located in CA/],
      ['[E3] one that is associated', (c) => c.put('mpn', { mpnId: '5100004' }), '409/2000', /another partner account/],
      [
        '[E3] one that is associated, although the directory does not list it',
        (c) => c.put('mpn', { mpnId: unlisted }),
        ...(['409/2000', /another partner account/] as const),
      ],
      ['[E3] no number', (c) => c.put('mpn', { mpnId: 'M-1' }), '400/2000', /mpnId/],
      [
        '[E3] a wrong password of the directory',
        (c) => c.act('mpndirectory/signin', { userName: 'alder@directory.example', password: 'wrong' }),
        ...(['400/2000', /does not know this user name and password/] as const),
      ],
      [
        '[E3] an unknown user of the directory, in the same words',
        (c) => c.act('mpndirectory/signin', { userName: 'nobody@directory.example', password: 'wrong' }),
        ...(['400/2000', /does not know this user name and password/] as const),
      ],
      [
        '[E4] a legal profile elsewhere than the tenant',
        (c) => c.put('legalprofile', { companyName: 'Alder', address: { addressLine1: '1', country: 'DE' } }),
        ...(['400/2000', /^address\.country must be US/] as const),
      ],
      [
        '[E4] an address that the country does not know',
        (c) =>
          c.put('legalprofile', { companyName: 'Alder', address: { addressLine1: '1', country: 'US', state: 'XX' } }),
        ...(['400/2000', /address\.city is required.*address\.state must be one of.*address\.postalCode/] as const),
      ],
      [
        '[E4] a blank name',
        (c) => c.put('legalprofile', { ...c.legalProfile, companyName: '   ' }),
        ...(['400/2000', /companyName is required/] as const),
      ],
      [
        '[E4] a name that is a legal form alone',
        (c) => c.put('legalprofile', { ...c.legalProfile, companyName: 'Inc.' }),
        ...(['400/2000', /companyName must not consist of a legal form/] as const),
      ],
      [
        '[E4] a registration number that can be none',
        (c) => c.put('legalprofile', { ...c.legalProfile, organizationRegistrationNumber: '#1234' }),
        ...(['400/600050', /organizationRegistrationNumber must have 5 to 22/] as const),
      ],
      ...['ana@müllmail.com', 'ana@gmail.com', 'ana@mail.yahoo.co.uk', 'Ana+x@OUTLOOK.com', 'ana@ｇｍａｉｌ.com'].map(
        (email): [string, (company: Company) => Promise<ApiAnswer>, string, RegExp] => [
          `[E4] web mail: ${email}`,
          (c) => c.put('primarycontact', { ...c.primaryContact, email }),
          '400/2000',
          /must be an address of your company/,
        ],
      ),
      [
        '[E4] an address to which nothing can be sent',
        (c) => c.put('primarycontact', { ...c.primaryContact, email: `ana silva@${c.domain}` }),
        ...(['400/2000', /^email must be an e-mail address/] as const),
      ],
      [
        '[E4] no phone number',
        (c) => c.put('primarycontact', { ...c.primaryContact, phoneNumber: '12' }),
        ...(['400/2000', /phoneNumber/] as const),
      ],
      [
        '[E4] a website that is none',
        (c) => c.put('supportcontact', { ...c.supportContact, website: 'javascript:alert(1)' }),
        ...(['400/2000', /website/] as const),
      ],
      [
        '[E2] an incomplete submission',
        (c) => c.act('submit'),
        '400/2000',
        /not complete\. Missing: legalProfile, primaryContact/,
      ],
      ['[E6] a link for what is not submitted', (c) => c.act('verification'), '409/2000', /is draft/],
      [
        '[E6] a link that is none',
        (c) => c.admin.post(`/v1/verifications/${'A'.repeat(43)}`, {}),
        ...(['404/1000', /not valid/] as const),
      ],
      ['[E7] an approval of what is not submitted', (c) => decide(c, 'approve'), '409/2000', /is draft/],
    ];

    it.each(rows)('%s is refused, and nothing changes', async (_, call, refusal, text) => {
      const before = (await company.current()).body;
      const { status, body } = await call(company);
      expect([`${status}/${body.code}`, body.description]).toEqual([refusal, expect.stringMatching(text)]);
      expect((await company.current()).body).toEqual(before);
    });

    it('[E4] no registration number, where the country asks for one, is refused', async () => {
      const brazilian = await Company.signUp(platform, 'BR');
      await brazilian.start();
      const address = {
        addressLine1: 'Rua A 1',
        city: 'Sao Paulo',
        state: 'SP',
        postalCode: '01310-100',
        country: 'BR',
      };
      const { status, body } = await brazilian.put('legalprofile', { companyName: 'Alder Resale', address });
      expect([status, body.code]).toEqual([400, 600049]);
      expect((await brazilian.current()).body).not.toHaveProperty('legalProfile');
    });

    it('[E1] a tenant without an enrolment is told how to begin', async () => {
      const stranger = await Company.signUp(platform);
      for (const answer of [
        await stranger.current(),
        await stranger.put('mpn', { mpnId: '5100001' }),
        await stranger.act('submit'),
      ]) {
        expect([answer.status, answer.body.description]).toEqual([
          404,
          expect.stringContaining('POST /v1/enrollments'),
        ]);
      }
    });

    it('[E9] direct-bill partners and providers do not enrol', async () => {
      for (const type of ['direct-bill', 'indirect-provider']) {
        const { status, body } = await (await platform.partner(type)).user('GlobalAdmin').post('/v1/enrollments', {
          program: 'indirect-reseller',
        });
        expect([status, body.description]).toEqual([409, expect.stringContaining(`partner of type ${type}`)]);
      }
    });

    it('[E12] a country without the program is refused', async () => {
      const { status, body } = await (await Company.signUp(platform, 'RU')).start();
      expect([status, body.code]).toEqual([403, 2030]);
    });

    it('[E1] another program, or a second enrolment, of an active reseller is refused', async () => {
      const { status, body } = await holder.start();
      expect([status, body.description]).toEqual([409, expect.stringContaining('The enrolment is active')]);
    });
  });

  describe('the verification link', () => {
    it('[E6] works once; a retry of the same request is answered the same', async () => {
      const company = await submittedCompany();
      const path = tokenPath(linkIn(await mailbox.next(company.email, /^Confirm/)));
      const headers = { 'ms-requestid': randomUUID() };
      const anybody = new ApiClient(platform.gatewayUrl);
      const first = await anybody.post(path, {}, headers);
      const again = await anybody.post(path, {}, headers);
      expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
      const before = (await company.current()).body;
      const other = await anybody.post(path, {});
      expect([other.status, other.body.description]).toEqual([410, expect.stringContaining('was used')]);
      expect((await anybody.get(path)).status).toBe(410);
      expect((await company.current()).body).toEqual(before);
    });

    it('[E6] cannot be guessed, and reading it confirms nothing', async () => {
      const company = await submittedCompany();
      const path = tokenPath(linkIn(await mailbox.next(company.email, /^Confirm/)));
      const anybody = new ApiClient(platform.gatewayUrl);
      await anybody.get(path);
      await anybody.send('HEAD', path);
      expect((await company.current()).body.status).toBe('submitted');
      const { status, body } = await anybody.post(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, {});
      expect([status, body.description]).toEqual([404, expect.stringContaining('latest mail')]);
      const enrollmentId = await company.enrollmentId();
      const stored = await databases.all<{ _id: string }>('enrollment', 'enrollments');
      const enrollment = stored.find(({ _id }) => _id === enrollmentId);
      expect(JSON.stringify(enrollment)).not.toContain(path.split('/').at(-1));
    });

    it('[E6] is replaced when it is sent again, which has its limits; the old one is dead', async () => {
      const company = await submittedCompany();
      const old = tokenPath(linkIn(await mailbox.next(company.email, /^Confirm/)));
      const before = (await company.current()).body;
      const tooSoon = await company.act('verification');
      expect([tooSoon.status, tooSoon.body.code, tooSoon.headers.get('retry-after')]).toEqual([
        429,
        2000,
        expect.stringMatching(/^\d+$/),
      ]);
      expect((await company.current()).body).toEqual(before);
      await company.put('primarycontact', { ...company.primaryContact, email: `new@${company.domain}` });
      const { subject, text } = await mailbox.next(`new@${company.domain}`, /^Confirm/);
      expect(subject).toContain('Alder Resale');
      const anybody = new ApiClient(platform.gatewayUrl);
      expect((await anybody.post(old, {})).status).toBe(404);
      const fresh = tokenPath(linkIn({ text } as never));
      expect((await anybody.post(fresh, {})).body.status).toBe('in-review');
    });

    it('[E6] has expired after its time', async () => {
      const company = await submittedCompany();
      const path = tokenPath(linkIn(await mailbox.next(company.email, /^Confirm/)));
      await expireLinkOf(company);
      const anybody = new ApiClient(platform.gatewayUrl);
      for (const { status, body } of [await anybody.get(path), await anybody.post(path, {})]) {
        expect([status, body.description]).toEqual([410, expect.stringContaining('has expired')]);
      }
      expect((await company.current()).body.status).toBe('submitted');
    }, 120_000);

    it('[E6] opens as a page with a button, which confirms', async () => {
      const company = await submittedCompany();
      const link = linkIn(await mailbox.next(company.email, /^Confirm/));
      const page = await fetch(link);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await page.text()).toContain('<form method="post"><button>Confirm</button></form>');
      const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' };
      const confirmed = await fetch(link, form);
      expect([confirmed.status, await confirmed.text()]).toEqual([200, expect.stringContaining('is confirmed')]);
      const again = await fetch(link, form);
      expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('role="alert"')]);
    });
  });

  describe('the review', () => {
    it('[E7] can be refused with reasons, corrected and submitted again', async () => {
      const company = await Company.signUp(platform);
      await company.confirmed(platform);
      for (const reasons of [undefined, [], [' ']]) {
        const { status, body } = await decide(company, 'reject', reasons);
        expect([status, body.description]).toEqual([400, expect.stringContaining('reasons')]);
      }
      expect((await company.current()).body.status).toBe('in-review');
      const path = `/v1/operator/enrollments/${await company.enrollmentId()}/decision`;
      const refusing = { decision: 'reject', reasons: ['The name is abbreviated'] };
      const headers = { 'ms-requestid': randomUUID() };
      expect((await operator.post(path, refusing, headers)).body.status).toBe('rejected');
      const refusal = await mailbox.next(company.email, /refused$/);
      expect(refusal.text).toContain('The name is abbreviated');
      expect((await company.current()).body).toMatchObject({
        vettingStatus: 'rejected',
        reasons: ['The name is abbreviated'],
      });
      expect((await company.put('legalprofile', company.legalProfile)).status).toBe(409);
      expect((await company.start()).body).toMatchObject({
        status: 'draft',
        legalProfile: { companyName: 'Alder Resale' },
      });
      const retried = await operator.post(path, refusing, headers);
      expect([retried.status, retried.body.status]).toEqual([200, 'draft']);
      await company.put('legalprofile', { ...company.legalProfile, companyName: 'Alder Resale Incorporated' });
      expect((await company.act('submit')).body.status).toBe('in-review');
      expect((await decide(company, 'approve')).body.status).toBe('active');
    }, 60_000);

    it('[E7] can ask for more', async () => {
      const company = await Company.signUp(platform);
      await company.confirmed(platform);
      await decide(company, 'requestInformation', ['Send the address of the head office']);
      const mail = await mailbox.next(company.email, /^More information/);
      expect(mail.text).toContain('Send the address of the head office');
      expect((await company.put('supportcontact', company.supportContact)).status).toBe(200);
      expect((await company.act('submit')).body.status).toBe('in-review');
      const answered = await mailbox.next(company.email, /^We have your changes/);
      expect(answered.text).toContain('submitted again');
    }, 60_000);

    it('[R8] ends when the tenant becomes a customer, and its contact is told; nor is it submitted after that', async () => {
      const company = await Company.signUp(platform);
      await company.confirmed(platform);
      const partner = await platform.partner('direct-bill');
      const { token } = (await partner.user('AdminAgent').post('/v1/customers/relationshiprequests', {})).body;
      expect((await company.admin.post(`/v1/my/invitations/${token}/accept`, {})).status).toBe(200);
      const refusal = await mailbox.next(company.email, /refused$/);
      expect(refusal.text).toContain('The tenant is a customer of a CSP partner');
      expect((await company.current()).body.status).toBe('rejected');
      expect((await company.start()).status).toBe(409);
      const draft = await Company.signUp(platform);
      await draft.complete();
      const request = (await partner.user('AdminAgent').post('/v1/customers/relationshiprequests', {})).body;
      expect((await draft.admin.post(`/v1/my/invitations/${request.token}/accept`, {})).status).toBe(200);
      const submitted = await draft.act('submit');
      expect([submitted.status, submitted.body.description]).toEqual([409, expect.stringContaining('is a customer')]);
    }, 60_000);

    it('[E4] flags a contact of another domain', async () => {
      const company = await Company.signUp(platform);
      await company.complete();
      const email = `ana@group-${company.domain}`;
      await company.put('primarycontact', { ...company.primaryContact, email });
      await company.act('submit');
      const link = linkIn(await mailbox.next(email, /^Confirm/));
      await company.admin.post(tokenPath(link), {});
      const { body } = await operator.get(`/v1/operator/enrollments/${await company.enrollmentId()}`);
      expect(body).toMatchObject({ status: 'in-review', vettingSubStatus: 'employment_verification' });
    });

    it('[E7] a withdrawn enrolment is not reviewed, its link is dead, and it can be taken up again', async () => {
      const company = await submittedCompany();
      const path = tokenPath(linkIn(await mailbox.next(company.email, /^Confirm/)));
      expect((await company.act('withdraw')).body.status).toBe('withdrawn');
      expect((await company.admin.post(path, {})).status).toBe(404);
      expect((await decide(company, 'approve')).status).toBe(409);
      await mailbox.next(company.email, /withdrawn$/);
      expect((await company.start()).body.status).toBe('draft');
      await company.act('withdraw');
      expect((await company.start()).body.status).toBe('draft');
      await company.act('submit');
      await eventually('the next link', async () => (await mailbox.of(company.email)).length > 2);
      expect((await mailbox.of(company.email)).map(({ subject }) => subject)).toEqual([
        'Confirm your e-mail address for Alder Resale',
        'The enrolment of Alder Resale was withdrawn',
        'Confirm your e-mail address for Alder Resale',
      ]);
    });

    it('[E7] pages through the enrolments of one status', async () => {
      const seen: string[] = [];
      let token: string | undefined;
      do {
        const headers: Record<string, string> = token ? { 'MS-ContinuationToken': token } : {};
        const path = token ? '?seekOperation=Next' : '?status=active&size=1';
        const { body } = await operator.get<Page<Enrollment>>(`/v1/operator/enrollments${path}`, headers);
        expect(body.items.length).toBeLessThanOrEqual(1);
        seen.push(...body.items.map(({ id, status }) => `${id} ${status}`));
        token = body.continuationToken;
      } while (token);
      expect(seen.length).toBeGreaterThan(1);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.every((entry) => entry.endsWith(' active'))).toBe(true);
    });

    it('[E3] an MPN ID that two companies name belongs to the one that is approved first', async () => {
      const [first, second] = await Promise.all([Company.signUp(platform), Company.signUp(platform)]);
      for (const company of [first, second]) {
        await company.confirmed(platform);
        expect((await company.put('mpn', { mpnId: '5100006' })).body.mpn).toEqual({
          mpnId: '5100006',
          proof: 'claimed',
        });
      }
      const answers = await Promise.all([decide(first, 'approve'), decide(second, 'approve')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const loser = answers[0].status === 409 ? first : second;
      expect((await loser.current()).body.status).toBe('in-review');
      await loser.put('mpn', { mpnId: '5100007' });
      expect((await decide(loser, 'approve')).body.status).toBe('active');
    }, 60_000);
  });

  it('[E9] a company that has an account gives its support contact alone', async () => {
    const reseller = await platform.partner('indirect-reseller');
    const admin = reseller.user('GlobalAdmin');
    const { body } = await admin.post<Enrollment>('/v1/enrollments', { program: 'indirect-reseller' });
    expect(body.missing).toEqual([{ item: 'supportContact', neededFor: 'submit' }]);
    const path = '/v1/enrollments/current';
    const number = await admin.put(`${path}/mpn`, { mpnId: '5100007' });
    expect([number.status, number.body.description]).toEqual([
      409,
      expect.stringContaining('only the support contact'),
    ]);
    const contact = { email: 'help@alder-resale.com', telephone: '+14255550101', website: 'https://alder-resale.com' };
    expect((await admin.put(`${path}/supportcontact`, contact)).status).toBe(200);
    expect((await admin.post(`${path}/submit`, {})).body.status).toBe('active');
    expect((await admin.get('/v1/profiles/support')).body).toMatchObject(contact);
    const { text } = await mailbox.next(contact.email, /^Your account is ready: A partner is an indirect reseller/);
    expect(text).toMatch(/^Hello,\n/);
    expect(text).toContain('as the support contact of A partner');
  });

  it('[E6] ten submissions at once ask for one confirmation', async () => {
    const company = await Company.signUp(platform);
    await company.complete();
    const answers = await Promise.all(Array.from({ length: 10 }, () => company.act('submit')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await mailbox.next(company.email, /^Confirm/);
    const requested = tap
      .of(await company.enrollmentId())
      .filter(({ headers }) => headers['ce_type'] === 'io.twotier.enrollment.verification-requested.v1');
    expect(requested).toHaveLength(1);
    expect(await mailbox.of(company.email)).toHaveLength(1);
  });

  async function submittedCompany(): Promise<Company> {
    const company = await Company.signUp(platform);
    await company.complete();
    await company.act('submit');
    return company;
  }

  /** As if its time had passed. */
  async function expireLinkOf(company: Company): Promise<void> {
    const fields = { 'state.verification.expiresAt': new Date('2020-01-01') };
    await databases.change('enrollment', 'enrollments', { _id: await company.enrollmentId() }, fields);
  }

  async function decide(company: Company, decision: string, reasons?: string[]): Promise<ApiAnswer<Partner>> {
    const path = `/v1/operator/enrollments/${await company.enrollmentId()}/decision`;
    return operator.post(path, { decision, reasons });
  }
});

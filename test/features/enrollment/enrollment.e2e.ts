import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Company, tokenPath } from '../../support/scenes/company.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { linkIn, Mailbox } from '../../support/clients/mailbox.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Enrollment, type User } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';
import { decide } from './decide.js';
import { directory } from './mpn-directory.js';

describe('a company becomes an indirect reseller', () => {
  let platform: TestPlatform;
  let operator: ApiClient;
  let mailbox: Mailbox;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    operator = await platform.operator();
    mailbox = new Mailbox(platform);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.enrollment.events`]);
    await operator.postPatiently('/v1/operator/mpnprofiles', directory);
  }, 180_000);
  afterAll(async () => {
    await tap.close();
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
    const decided = await decide(operator, company, 'approve');
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
    await decide(operator, company, 'approve');
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
});

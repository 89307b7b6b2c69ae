import { randomUUID } from 'node:crypto';
import { ApiClient } from '../../support/clients/api-client.js';
import { Company, tokenPath } from '../../support/scenes/company.js';
import { Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { linkIn, Mailbox } from '../../support/clients/mailbox.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Enrollment } from '../../support/wire/resources.js';
import { type Page } from '../../support/wire/body.js';
import { decide } from './decide.js';
import { directory } from './mpn-directory.js';

describe('an enrolment that was submitted', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let operator: ApiClient;
  let mailbox: Mailbox;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    operator = await platform.operator();
    mailbox = new Mailbox(platform);
    await operator.postPatiently('/v1/operator/mpnprofiles', directory);
  }, 180_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
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
        const { status, body } = await decide(operator, company, 'reject', reasons);
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
      expect((await decide(operator, company, 'approve')).body.status).toBe('active');
    }, 60_000);

    it('[E7] can ask for more', async () => {
      const company = await Company.signUp(platform);
      await company.confirmed(platform);
      await decide(operator, company, 'requestInformation', ['Send the address of the head office']);
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
      expect((await decide(operator, company, 'approve')).status).toBe(409);
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
      for (const company of [await Company.signUp(platform), await Company.signUp(platform)]) {
        await company.confirmed(platform);
        await decide(operator, company, 'approve');
      }
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
      const answers = await Promise.all([decide(operator, first, 'approve'), decide(operator, second, 'approve')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const loser = answers[0].status === 409 ? first : second;
      expect((await loser.current()).body.status).toBe('in-review');
      await loser.put('mpn', { mpnId: '5100007' });
      expect((await decide(operator, loser, 'approve')).body.status).toBe('active');
    }, 60_000);
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
});

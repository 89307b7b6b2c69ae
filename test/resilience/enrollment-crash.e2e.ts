import { randomBytes, randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../support/clients/api-client.js';
import { Company, tokenPath } from '../support/scenes/company.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { linkIn, Mailbox } from '../support/clients/mailbox.js';
import { TestPlatform } from '../support/platform/test-platform.js';
import { type Partner, type User, type WorkAccount } from '../support/wire/resources.js';

type Service = 'gateway' | 'identity' | 'enrollment' | 'customers' | 'notifications' | 'agreements';
type Step = 'account' | 'start' | 'profile' | 'submit' | 'verification' | 'decision' | 'signature';

interface Victim {
  name: Service;
  /** Those at which it has something to do; absent: all. */
  steps?: Step[];
}

const victims: Victim[] = [
  { name: 'gateway' as const },
  { name: 'identity' as const },
  { name: 'enrollment' as const },
  { name: 'notifications', steps: ['submit', 'verification', 'decision'] },
  { name: 'agreements', steps: ['decision', 'signature'] },
];

const address = { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password: 'Ripe-plums-7' };

describe('kill -9 at each step of an enrolment', () => {
  let platform: TestPlatform;
  let operator: ApiClient;
  let mailbox: Mailbox;
  let tap: EventTap;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    operator = await platform.operator();
    mailbox = new Mailbox(platform);
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.enrollment.events`]);
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  it.each(victims)(
    '[E1-E11] of $name: the enrolment goes on, each event and each mail is there once',
    async (victim) => {
      const domain = `c${randomBytes(8).toString('hex')}.com`;
      const email = `ana@${domain}`;
      const mpnId = String(6_000_000 + randomBytes(3).readUIntBE(0, 3));
      const anybody = new ApiClient(platform.gatewayUrl);
      await operator.postPatiently('/v1/operator/mpnprofiles', {
        profiles: [{ mpnId, companyName: 'Alder', country: 'US' }],
      });

      type Request = (requestId: string) => Promise<ApiAnswer>;
      const doing = (step: Step, request: Request): Promise<ApiAnswer> =>
        victim.steps?.includes(step) === false ? answered(request, randomUUID()) : killing(victim.name, request);

      const account = { companyName: 'Alder', domain, country: 'US', user };
      const { tenantId, userId, accessToken } = (
        await doing('account', (id) => post(anybody, '/v1/workaccounts', account, id))
      ).body as WorkAccount;
      const admin = new ApiClient(anybody.baseUrl, accessToken);
      const put = (part: string, body: object): Promise<ApiAnswer> =>
        doing('profile', (id) => admin.put(`/v1/enrollments/current/${part}`, body, { 'ms-requestid': id }));

      const program = { program: 'indirect-reseller' };
      const started = await doing('start', (id) => post(admin, '/v1/enrollments', program, id));
      const enrollmentId = String(started.body.id);
      await put('legalprofile', { companyName: 'Alder', address });
      await put('primarycontact', { firstName: 'Ana', lastName: 'Silva', email, phoneNumber: '+14255550100' });
      await put('supportcontact', { email, telephone: '+14255550101', website: `https://${domain}` });
      await put('mpn', { mpnId });
      await doing('submit', (id) => post(admin, '/v1/enrollments/current/submit', {}, id));
      const link = linkIn(await mailbox.next(email, /^Confirm/));
      await doing('verification', (id) => post(anybody, tokenPath(link), {}, id));
      const decision = `/v1/operator/enrollments/${enrollmentId}/decision`;
      await doing('decision', (id) => post(operator, decision, { decision: 'approve' }, id));
      await eventually('the partner', async () => {
        const { status, body } = await operator.get<Partner>(`/v1/operator/partners/${tenantId}`);
        return status === 200 && body.mpnId === mpnId;
      });
      await doing('signature', (id) => post(admin, '/v1/partneragreement/signature', {}, id));

      await eventually('the role of Admin agent', async () => {
        const { body } = await admin.get<User>(`/v1/users/${userId}`);
        return (body.roles as string[] | undefined)?.includes('AdminAgent');
      });
      for (const subject of [/^Address confirmed/, /^Your account is ready/]) await mailbox.next(email, subject);
      expect((await mailbox.of(email)).map(({ subject }) => subject.split(' ')[0])).toEqual([
        'Confirm',
        'Address',
        'Your',
      ]);
      const types = await eventually('every event', () => {
        const told = [...tap.of(enrollmentId), ...tap.of(tenantId)];
        const seen = [...new Map(told.map(({ headers }) => [headers['ce_id'], headers['ce_type']])).values()];
        return seen.includes('io.twotier.partner.onboarded.v1') && seen;
      });
      expect(types.map((type) => type?.replace('io.twotier.', '')).sort()).toEqual([
        'enrollment.activated.v1',
        'enrollment.review-started.v1',
        'enrollment.started.v1',
        'enrollment.submitted.v1',
        ...Array<string>(4).fill('enrollment.updated.v1'),
        'enrollment.verification-requested.v1',
        'partner.onboarded.v1',
      ]);
    },
    240_000,
  );

  it('[E1-E8] of customers, which is asked at two of the steps: the enrolment goes on', async () => {
    const company = await Company.signUp(platform);
    const program = { program: 'indirect-reseller' };
    await killing('customers', (id) => post(company.admin, '/v1/enrollments', program, id));
    await company.confirmed(platform);
    const decision = `/v1/operator/enrollments/${await company.enrollmentId()}/decision`;
    await killing('customers', (id) => post(operator, decision, { decision: 'approve' }, id));
    expect((await company.current()).body.status).toBe('active');
    expect((await operator.get(`/v1/operator/partners/${company.tenantId}`)).status).toBe(200);
  }, 240_000);

  /** Kills the victim while it works on the request, starts it again, and repeats the request until it is answered. */
  async function killing(victim: Service, request: (requestId: string) => Promise<ApiAnswer>): Promise<ApiAnswer> {
    const app = platform.process(victim);
    const requestId = randomUUID();
    const first = request(requestId).catch(() => undefined);
    await app.kill();
    await first;
    await app.start();
    return answered(request, requestId);
  }

  async function answered(request: (requestId: string) => Promise<ApiAnswer>, requestId: string): Promise<ApiAnswer> {
    const answer = await eventually('an answer', async () => {
      const repeated = await request(requestId).catch(() => undefined);
      return repeated !== undefined && repeated.status < 500 && repeated;
    });
    if (answer.status >= 300) throw new Error(`Refused: ${answer.text}`);
    return answer;
  }
});

function post(client: ApiClient, path: string, body: object, requestId: string): Promise<ApiAnswer> {
  return client.post(path, body, { 'ms-requestid': requestId });
}

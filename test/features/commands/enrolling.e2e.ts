import { randomUUID } from 'node:crypto';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { linkIn, Mailbox } from '../../support/clients/mailbox.js';
import { refusal, SendingPlatform, told } from '../../support/clients/sending-platform.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { Company, tokenPath } from '../../support/scenes/company.js';
import { type User } from '../../support/wire/resources.js';

describe('a company is enrolled by its platform', () => {
  let platform: TestPlatform;
  let tap: EventTap;
  let company: Company;
  let erp: SendingPlatform;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.enrollment.events`]);
  });
  beforeEach(async () => {
    company = await Company.signUp(platform);
    const { tenantId, domain } = company;
    const organisation = { tenantId, clients: new Map([['GlobalAdmin', company.admin]]) };
    erp = await SendingPlatform.register(platform, tap, organisation, { roles: ['GlobalAdmin'], domain });
  });
  afterEach(() => erp.close());
  afterAll(async () => {
    await tap.close();
    await platform.stop();
  });

  const send = (name: string, data: object = {}): Promise<TappedEvent> =>
    erp.send('enrollment', `enrollment.${name}`, company.tenantId, { tenantId: company.tenantId, ...data });

  async function complete(more: object = {}): Promise<void> {
    const { legalProfile, primaryContact, supportContact } = company;
    const started = await send('start', { program: 'indirect-reseller', ...more });
    expect(told(started)).toBe('enrollment.started.v1');
    const parts = { 'give-legal-profile': legalProfile, 'give-primary-contact': primaryContact };
    for (const [name, data] of Object.entries({ ...parts, 'give-support-contact': supportContact })) {
      expect(told(await send(name, data))).toBe('enrollment.updated.v1');
    }
  }

  it('[E5] as far as no person must sign or confirm', async () => {
    expect(refusal(await send('submit'))).toBe(1000);
    await complete();
    const webMail = { ...company.primaryContact, email: 'ana@gmail.com' };
    expect(refusal(await send('give-primary-contact', webMail))).toBe(2000);
    expect(refusal(await send('associate-mpn', { mpnId: '999999999999' }))).toBe(3000);
    const submitted = await send('submit');
    expect([told(submitted), submitted.data.enrolledBy]).toEqual(['enrollment.submitted.v1', erp.appId]);
    expect((await company.current()).body).toMatchObject({ status: 'submitted', missing: expect.anything() });
  });

  it('[E8] the user whom it names is the first Admin agent; a stranger is refused', async () => {
    const stranger = randomUUID();
    const refused = await send('start', { program: 'indirect-reseller', adminAgentId: stranger });
    expect([refusal(refused), refused.data.description]).toEqual([
      2000,
      `adminAgentId ${stranger} is no user of your company. GET /v1/users lists them.`,
    ]);

    await complete({ adminAgentId: company.userId });
    expect(told(await send('submit'))).toBe('enrollment.submitted.v1');
    const mail = await new Mailbox(platform).next(company.email, /^Confirm your e-mail address/);
    expect((await company.admin.post(tokenPath(linkIn(mail)), {})).status).toBe(200);
    const decision = `/v1/operator/enrollments/${await company.enrollmentId()}/decision`;
    const operator = await platform.operator();
    expect((await operator.postPatiently(decision, { decision: 'approve' })).status).toBe(200);
    await eventually('the role of the user', async () => {
      const { body } = await company.admin.get<User>(`/v1/users/${company.userId}`);
      return body.roles.includes('AdminAgent');
    });
  });
});

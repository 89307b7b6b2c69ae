import { randomBytes } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../clients/api-client.js';
import { linkIn, Mailbox } from '../clients/mailbox.js';
import { type TestPlatform } from '../platform/test-platform.js';
import { type Enrollment, type WorkAccount } from '../wire/resources.js';

/** A company that enrols, as its Global admin does it. */
export class Company {
  private constructor(
    readonly tenantId: string,
    readonly userId: string,
    readonly domain: string,
    readonly admin: ApiClient,
  ) {}

  /** A company with a work account that was just created, in the United States unless another country is given. */
  static async signUp({ gatewayUrl }: TestPlatform, country = 'US'): Promise<Company> {
    const domain = `c${randomBytes(8).toString('hex')}.com`;
    const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password: 'Ripe-plums-7' };
    const anybody = new ApiClient(gatewayUrl);
    const answer = await anybody.postPatiently<WorkAccount>('/v1/workaccounts', {
      companyName: 'Alder',
      domain,
      country,
      user,
    });
    if (answer.status !== 201) throw new Error(`Signing up answers ${answer.status} ${answer.text}`);
    const { tenantId, userId, accessToken } = answer.body;
    return new Company(tenantId, userId, domain, new ApiClient(gatewayUrl, accessToken));
  }

  get email(): string {
    return `ana@${this.domain}`;
  }

  get legalProfile(): object {
    const address = { addressLine1: '1 Main St', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
    return { companyName: 'Alder Resale', address };
  }

  get primaryContact(): object {
    return { firstName: 'Ana', lastName: 'Silva', email: this.email, phoneNumber: '+1 425 555 0100' };
  }

  get supportContact(): object {
    return { email: `help@${this.domain}`, telephone: '+1 425 555 0101', website: `https://${this.domain}` };
  }

  start(program = 'indirect-reseller'): Promise<ApiAnswer<Enrollment>> {
    return this.admin.postPatiently('/v1/enrollments', { program });
  }

  put(part: string, body: object): Promise<ApiAnswer<Enrollment>> {
    return this.admin.put(`/v1/enrollments/current/${part}`, body);
  }

  act<T = Enrollment>(action: string, body: object = {}): Promise<ApiAnswer<T>> {
    return this.admin.post(`/v1/enrollments/current/${action}`, body);
  }

  /** The id of the enrolment, by which the operator and events name it. */
  async enrollmentId(): Promise<string> {
    return String((await this.current()).body.id);
  }

  current(): Promise<ApiAnswer<Enrollment>> {
    return this.admin.get('/v1/enrollments/current');
  }

  /** Starts and gives everything that is needed to submit. */
  async complete(): Promise<void> {
    const answers = [
      await this.start(),
      await this.put('legalprofile', this.legalProfile),
      await this.put('primarycontact', this.primaryContact),
      await this.put('supportcontact', this.supportContact),
    ];
    for (const { status, text } of answers) if (status > 201) throw new Error(`Enrolling answers ${status} ${text}`);
  }

  /** Submits, and the primary contact confirms the address by the link of the mail. */
  async confirmed(platform: TestPlatform): Promise<void> {
    await this.complete();
    await this.act('submit');
    const mail = await new Mailbox(platform).next(this.email, /^Confirm your e-mail address/);
    const { status } = await this.admin.post(tokenPath(linkIn(mail)), {});
    if (status !== 200) throw new Error(`Confirming answers ${status}`);
  }
}

/** The path of the API that a link of a mail stands for. */
export function tokenPath(link: string): string {
  return `/v1${new URL(link).pathname}`;
}

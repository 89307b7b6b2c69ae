import { randomBytes } from 'node:crypto';
import { openSession } from './session.ts';
import { Stage } from './stage.ts';

export interface Company {
  tenantId: string;
  enrollmentId: string;
  token: string;
  domain: string;
  /** Of the primary contact. */
  email: string;
  mpnId: string;
}

/** A company becomes an indirect reseller: from no account to the signed partner agreement, with every mail. */
export async function playEnrollment(): Promise<void> {
  const stage = new Stage(await openSession());
  await stage.open('A company without any account becomes an indirect reseller. Its mails are in the local mailbox.');
  try {
    const company = await signUp(stage);
    await enrol(stage, company);
    await associate(stage, company);
    await giveProfiles(stage, company);
    await confirm(stage, company);
    await review(stage, company);
    await signAgreement(stage, company);
    await stage.allEvents();
  } finally {
    await stage.close();
  }
}

async function signUp(stage: Stage): Promise<Company> {
  const domain = `aspen${randomBytes(4).toString('hex')}.com`;
  const user = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password: 'Ripe-plums-7' };
  const body = { companyName: 'Aspen Resale', domain, country: 'US', user };
  const { tenantId, accessToken } = await stage.ask(stage.request('POST', '/v1/workaccounts', { body }), {
    title: 'Create a work account',
    why: 'Anybody can. The company gets a tenant of its own, and its first user is Global admin.',
    status: 201,
  });
  const mpnId = String(7_000_000 + randomBytes(3).readUIntBE(0, 3));
  return { tenantId, enrollmentId: '', token: accessToken, domain, email: `ana@${domain}`, mpnId };
}

async function enrol(stage: Stage, company: Company) {
  const { token } = company;
  await stage.ask(stage.request('POST', '/v1/enrollments', { token, body: { program: 'direct-bill' } }), {
    title: 'Enrol as a direct-bill partner',
    why: 'Refused: since October 2020 every new partner enrols as an indirect reseller.',
    status: 403,
    code: 2032,
  });
  const { id } = await stage.ask(
    stage.request('POST', '/v1/enrollments', { token, body: { program: 'indirect-reseller' } }),
    {
      title: 'Enrol as an indirect reseller',
      why: 'The answer says what is still missing, and for which step.',
      status: 201,
    },
  );
  company.enrollmentId = id;
  stage.expectEvent('io.twotier.enrollment.started.v1', id);
}

async function associate(stage: Stage, { token, mpnId, domain }: Company) {
  const { token: operator } = stage.userOf('operator');
  const account = { userName: `ana@${domain}`, password: 'Old-directory-1' };
  const body = {
    profiles: [{ mpnId, companyName: 'Aspen Resale', country: 'US' }],
    accounts: [{ ...account, mpnIds: [mpnId] }],
  };
  await stage.ask(stage.request('POST', '/v1/operator/mpnprofiles', { token: operator, body }), {
    title: 'The operator imports the company into the membership directory',
    why: 'The directory of this installation is a list that the operator keeps.',
    status: 200,
  });
  await stage.ask(stage.request('POST', '/v1/enrollments/current/mpndirectory/signin', { token, body: account }), {
    title: 'Sign in to the membership directory',
    why: 'It answers the company profiles to choose from. This proves whose they are.',
    status: 200,
  });
  await stage.ask(stage.request('PUT', '/v1/enrollments/current/mpn', { token, body: { mpnId } }), {
    title: 'Choose the company profile',
    why: 'Its MPN ID is associated, located in the same country as the tenant.',
    status: 200,
  });
}

async function giveProfiles(stage: Stage, { token, email, domain }: Company) {
  const address = { addressLine1: '12 Mill Road', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
  const contact = { firstName: 'Ana', lastName: 'Silva', phoneNumber: '+1 425 555 0100' };
  const put = (part: string, body: object) => stage.request('PUT', `/v1/enrollments/current/${part}`, { token, body });
  await stage.ask(put('legalprofile', { companyName: 'Aspen Resale', address }), {
    title: 'Give the legal business profile',
    why: "The address is checked against the country's rules.",
    status: 200,
  });
  await stage.ask(put('primarycontact', { ...contact, email: 'ana.silva@outlook.com' }), {
    title: 'Name a primary contact with web mail',
    why: "Refused: the address has to be the company's.",
    status: 400,
    code: 2000,
  });
  await stage.ask(put('primarycontact', { ...contact, email }), {
    title: "Name one with the company's address",
    why: 'The review will write to it.',
    status: 200,
  });
  const support = { email: `help@${domain}`, telephone: '+1 425 555 0101', website: `https://${domain}` };
  await stage.ask(put('supportcontact', support), {
    title: 'Say where customers find help',
    why: 'Nothing is missing any more.',
    status: 200,
  });
}

async function confirm(stage: Stage, { enrollmentId, token, email }: Company) {
  await stage.ask(stage.request('POST', '/v1/enrollments/current/submit', { token }), {
    title: 'Enroll now',
    why: 'The primary contact has to confirm the address before anybody reviews.',
    status: 200,
  });
  stage.expectEvent('io.twotier.enrollment.verification-requested.v1', enrollmentId);
  const text = await stage.mail(email, 'Confirm your e-mail address');
  const { pathname } = new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '');
  await stage.ask(stage.request('POST', `/v1${pathname}`), {
    title: 'Confirm with the link',
    why: 'In a browser it opens a page with a button. It works once, for whoever has it.',
    status: 200,
  });
  stage.expectEvent('io.twotier.enrollment.review-started.v1', enrollmentId);
  await stage.mail(email, 'Address confirmed');
}

async function review(stage: Stage, { tenantId, enrollmentId, email }: Company) {
  const { token } = stage.userOf('operator');
  const path = `/v1/operator/enrollments/${enrollmentId}/decision`;
  await stage.ask(stage.request('POST', path, { token, body: { decision: 'approve' } }), {
    title: 'The operator approves',
    why: 'The company is an indirect reseller, and the user who enrolled it is an Admin agent.',
    status: 200,
  });
  stage.expectEvent('io.twotier.enrollment.activated.v1', enrollmentId);
  stage.expectEvent('io.twotier.partner.onboarded.v1', tenantId);
  await stage.mail(email, 'Your account is ready');
}

async function signAgreement(stage: Stage, { tenantId, token }: Company) {
  const { token: provider } = stage.userOf('indirect-provider');
  const status = `/v1/compliance/csp/agreementstatus?tenantId=${tenantId}`;
  await stage.ask(stage.request('GET', status, { token: provider }), {
    title: 'A provider asks whether the partner agreement is signed',
    why: 'It is not: nobody can order for the customers of this reseller yet.',
    status: 400,
    code: 2206,
  });
  await stage.ask(stage.request('POST', '/v1/partneragreement/signature', { token }), {
    title: 'The Global admin signs',
    why: 'Once for the CSP region of the company, and for good.',
    status: 201,
  });
  stage.expectEvent('io.twotier.partner-agreement.signed.v1', tenantId);
  await stage.ask(stage.request('GET', status, { token: provider }), {
    title: 'The provider asks again',
    why: 'From now on it may order on behalf of this reseller.',
    status: 200,
  });
  await stage.ask(stage.request('GET', '/v1/partner/programinfo', { token }), {
    title: 'Look at the program info',
    why: 'Signed by whom and when, and where and in which currencies the company may sell.',
    status: 200,
  });
}

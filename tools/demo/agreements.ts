import { randomBytes } from 'node:crypto';
import { openSession } from './session.ts';
import { Stage } from './stage.ts';

const TEMPLATE = '117a77b0-9360-443b-8795-c6dedc750cf9';
const cai = { firstName: 'Cai', lastName: 'Reed', email: 'cai.reed@cedarbakery.example', phoneNumber: '2065550100' };

export interface Customer {
  id: string;
  /** Of the customer. */
  path: string;
  /** Of its admin. */
  userName: string;
  /** For the first sign-in. */
  password: string;
}

/** Both ways to confirm the Microsoft Customer Agreement, and where the second is refused. */
export async function playAgreements(): Promise<void> {
  const stage = new Stage(await openSession());
  const { name, roles, token } = stage.userOf('direct-bill');
  await stage.open(`Two customers of a direct-bill partner, whose user is ${name} (${roles.join(', ')}).`);
  try {
    await readTemplate(stage, token);
    await refuseDirectly(stage, token, await attestAndOrder(stage, token));
    await acceptDirectly(stage, token);
    await stage.allEvents();
  } finally {
    await stage.close();
  }
}

async function readTemplate(stage: Stage, token: string) {
  await stage.ask(stage.request('GET', '/v1/agreements?agreementType=MicrosoftCustomerAgreement', { token }), {
    title: 'Ask which agreement is in force',
    why: 'The version in force. Whoever confirmed an earlier one stays confirmed.',
    status: 200,
  });
  const document = `/v1/agreementtemplates/${TEMPLATE}/document?country=TR&language=tr-TR`;
  await stage.ask(stage.request('GET', document, { token }), {
    title: 'Get its document for a customer in Turkey',
    why: 'The links need no token and expire after five minutes. Without documents of the operator it is a sample.',
    status: 200,
  });
}

async function attestAndOrder(stage: Stage, token: string): Promise<Customer> {
  const customer = await createCustomer(stage, token, 'Create a customer');
  const agreements = `${customer.path}/agreements`;
  const body = { primaryContact: cai, dateAgreed: '2026-03-01', templateId: TEMPLATE };
  const future = { ...body, dateAgreed: '9999-12-31' };
  await stage.ask(stage.request('POST', agreements, { token, body: future }), {
    title: 'Confirm that it will accept some day',
    why: 'Refused: the date cannot be in the future.',
    status: 400,
    code: 2000,
  });
  await stage.ask(stage.request('POST', agreements, { token, body }), {
    title: 'Confirm that it accepted',
    why: 'The first way: the partner attests who accepted, and when.',
    status: 201,
  });
  stage.expectEvent('io.twotier.agreement.confirmed.v1', customer.id);
  await stage.ask(stage.request('POST', agreements, { token, body }), {
    title: 'Confirm the same contact once more',
    why: 'Refused. Another contact would be a further confirmation, and the history is kept.',
    status: 409,
    code: 600061,
  });
  const order = await placeOrder(stage, token, customer, 'Order for the customer', 'Its agreement is confirmed.', 201);
  stage.expectEvent('io.twotier.order.placed.v1', order.id);
  return customer;
}

async function refuseDirectly(stage: Stage, token: string, customer: Customer) {
  const own = await stage.signIn(customer.userName, customer.password);
  await stage.ask(stage.request('POST', '/v1/my/agreement/acceptance', { token: own, body: cai }), {
    title: 'The customer accepts by itself',
    why: 'It has bought: "Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement."',
    status: 403,
    code: 2032,
  });
  await stage.ask(stage.request('GET', `${customer.path}/directSignedMicrosoftCustomerAgreementStatus`, { token }), {
    title: 'Ask whether the customer signed directly',
    why: 'It did not; orders go through all the same.',
    status: 200,
  });
}

async function acceptDirectly(stage: Stage, token: string) {
  const customer = await createCustomer(stage, token, 'Create another customer');
  const prompt = 'Refused: neither has a partner confirmed, nor has the customer accepted.';
  await placeOrder(stage, token, customer, 'Order for it', prompt, 403, 13605);
  await stage.ask(stage.request('POST', `${customer.path}/agreementinvitations`, { token, body: {} }), {
    title: 'Draft the mail that asks the customer to accept',
    why: 'The partner sends it with its own mail program, and the password separately.',
    status: 201,
  });
  const own = await stage.signIn(customer.userName, customer.password);
  await stage.ask(stage.request('GET', '/v1/my/agreement', { token: own }), {
    title: 'The customer reads the agreement',
    why: 'The version in force, with its document for the country of the customer.',
    status: 200,
  });
  await stage.ask(stage.request('POST', '/v1/my/agreement/acceptance', { token: own, body: cai }), {
    title: 'The customer accepts by itself',
    why: 'The second way: it has bought nothing yet.',
    status: 201,
  });
  stage.expectEvent('io.twotier.agreement.accepted.v1', customer.id);
  const order = await placeOrder(stage, token, customer, 'Order again', 'The very next order goes through.', 201);
  stage.expectEvent('io.twotier.order.placed.v1', order.id);
  await stage.ask(stage.request('GET', '/v1/my/partners', { token: own }), {
    title: 'The customer looks at its partners',
    why: 'All of them in one list, with details.',
    status: 200,
  });
}

async function createCustomer(stage: Stage, token: string, title: string): Promise<Customer> {
  const domain = `cedar${randomBytes(4).toString('hex')}.onmicrosoft.com`;
  const place = { addressLine1: '12 Mill Road', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
  const body = {
    companyProfile: { domain },
    billingProfile: {
      email: cai.email,
      culture: 'en-US',
      language: 'en',
      companyName: 'Cedar Bakery',
      defaultAddress: { ...place, firstName: cai.firstName, lastName: cai.lastName },
    },
  };
  const created = await stage.ask(stage.request('POST', '/v1/customers', { token, body }), {
    title,
    why: 'It gets an admin user with a one-time password, which the partner hands over.',
    status: 201,
  });
  stage.expectEvent('io.twotier.customer.created.v1', created.id);
  const { userName, password } = created.userCredentials;
  return { id: created.id, path: `/v1/customers/${created.id}`, userName: `${userName}@${domain}`, password };
}

function placeOrder(
  stage: Stage,
  token: string,
  { path }: Customer,
  title: string,
  why: string,
  status: number,
  code?: number,
) {
  const body = { billingCycle: 'monthly', lineItems: [{ lineItemNumber: 0, offerId: 'offer-1', quantity: 1 }] };
  return stage.ask(stage.request('POST', `${path}/orders`, { token, body }), { title, why, status, code });
}

import { randomBytes } from 'node:crypto';
import { sampleCustomer } from '../../../tools/demo/sample-customer.ts';
import { call } from './api.ts';
import { demoUser } from './portal.ts';

export interface SoldTo {
  id: string;
  name: string;
  domain: string;
}

/** What the first user of a new customer signs in with. */
export interface NewCustomer extends SoldTo {
  userName: string;
  password: string;
}

const OFFER = '031C9E47-4802-4248-838E-778FB1D2CC05';

/** A customer of the demo's direct-bill partner. */
export async function newCustomer(): Promise<NewCustomer> {
  const domain = `rowan${randomBytes(4).toString('hex')}.onmicrosoft.com`;
  const { id, companyProfile, userCredentials } = await send<{
    id: string;
    companyProfile: { companyName: string };
    userCredentials: { userName: string; password: string };
  }>('POST', '/customers', sampleCustomer({ domain }));
  const { userName, password } = userCredentials;
  return { id, name: companyProfile.companyName, domain, userName: `${userName}@${domain}`, password };
}

/** The same, with this many licences of one product. */
export async function customerWithLicences(quantity: number): Promise<SoldTo> {
  const customer = await newCustomer();
  const path = `/customers/${customer.id}`;
  const templates = await send<{ items: { templateId: string }[] }>(
    'GET',
    '/agreements?agreementType=MicrosoftCustomerAgreement',
  );
  await send('POST', `${path}/agreements`, {
    primaryContact: { firstName: 'Rowan', lastName: 'Reed', email: `rowan@${customer.domain}` },
    dateAgreed: '2026-01-05',
    templateId: templates.items[0]?.templateId,
  });
  await send('POST', `${path}/orders`, {
    referenceCustomerId: customer.id,
    billingCycle: 'monthly',
    lineItems: [{ lineItemNumber: 0, offerId: OFFER, quantity }],
  });
  return customer;
}

/** Ends the relationship; the partner keeps its administrator permission. */
export async function endRelationship({ id }: SoldTo): Promise<void> {
  await send('PATCH', `/customers/${id}`, { relationshipToPartner: 'none' });
}

function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  return call(method, path, demoUser('direct-bill').token, body);
}

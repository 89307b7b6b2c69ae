import { readFileSync } from 'node:fs';
import { readRequest } from '#lib/partner-api';
import { AttestAgreementRequest } from '../../apps/agreements/src/agreement/agreement.dto.js';
import { CreateCustomerRequest } from '../../apps/customers/src/account/customer/customer.dto.js';
import { ChangeBillingProfileRequest } from '../../apps/customers/src/account/profile/profile.dto.js';
import { PlaceOrderRequest } from '../../apps/customers/src/ordering/order/order.dto.js';
import { UpdateSubscriptionRequest } from '../../apps/customers/src/ordering/subscription/subscription.dto.js';
import {
  LegalProfileDto,
  PrimaryContactDto,
  SupportContactDto,
} from '../../apps/enrollment/src/company/company.dto.js';
import { AssociateMpnRequest } from '../../apps/enrollment/src/enrollment/enrollment.dto.js';

type Sample = Record<string, unknown>;

/** What the payload has beside what the body of the request has: there it is in the path, or in the token. */
const ids = ['customerId', 'subscriptionId', 'tenantId'];

it.each<[string, new () => object, ((sample: Sample) => unknown)?]>([
  ['customer.create', CreateCustomerRequest],
  ['customer.change-billing-profile', ChangeBillingProfileRequest, ({ billingProfile }) => billingProfile],
  ['order.place', PlaceOrderRequest],
  ['subscription.change', UpdateSubscriptionRequest],
  ['agreement.attest', AttestAgreementRequest],
  ['enrollment.give-legal-profile', LegalProfileDto],
  ['enrollment.give-primary-contact', PrimaryContactDto],
  ['enrollment.give-support-contact', SupportContactDto],
  ['enrollment.associate-mpn', AssociateMpnRequest],
])('[ruling 39] a request over HTTP knows everything that the command %s says', (name, request, bodyOf = body) => {
  const samples = JSON.parse(readFileSync(`libs/contracts/samples/${name}.v1.json`, 'utf8')) as Sample[];
  expect(samples.length).toBeGreaterThan(0);
  for (const sample of samples) {
    const said = bodyOf(sample);
    expect(JSON.parse(JSON.stringify(readRequest(request, said)))).toEqual(said);
  }
});

function body(sample: Sample): Sample {
  return Object.fromEntries(Object.entries(sample).filter(([field]) => !ids.includes(field)));
}

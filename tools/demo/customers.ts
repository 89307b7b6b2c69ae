import { randomBytes, randomUUID } from 'node:crypto';
import { DEMO_SOURCE } from '../platform/demo-data.ts';
import { openSession } from './session.ts';
import { Stage } from './stage.ts';
import { sampleCustomer } from './sample-customer.ts';

const UPDATED = 'io.twotier.subscription.updated.v1';
const TEMPLATE = '117a77b0-9360-443b-8795-c6dedc750cf9';

export interface Scene {
  stage: Stage;
  /** Of an agent of a direct-bill partner. */
  token: string;
  customerId: string;
  /** Of the customer. */
  path: string;
  /** User principal name of its admin. */
  admin: string;
  /** Of the admin, which works once. */
  password: string;
}

/**
 * A customer buys, accepts a reseller and its provider beside its partner, and that one leaves: what each of them has, what
 * goes, what stays, and what is refused in between.
 */
export async function playCustomers(): Promise<void> {
  const stage = new Stage(await openSession());
  const { name, token } = stage.userOf('direct-bill');
  await stage.open(`${name} works for a direct-bill partner.`);
  try {
    const scene = await createCustomer(stage, token);
    const subscription = await checkOut(scene);
    await changeSubscription(scene, subscription);
    await assignLicense(scene);
    const own = await acceptOthers(scene);
    await orderThroughOthers(scene);
    await removeRelationship(scene, subscription);
    await removePrivileges(scene);
    await takeBackPrivileges(scene, own);
    await tellOfAnother(stage, token);
    await stage.allEvents();
  } finally {
    await stage.close();
  }
}

async function createCustomer(stage: Stage, token: string): Promise<Scene> {
  const body = sampleCustomer({ domain: `contoso${randomBytes(6).toString('hex')}.onmicrosoft.com` });
  const { id, userCredentials } = await stage.ask(stage.request('POST', '/v1/customers', { token, body }), {
    title: 'Create a customer',
    why: 'The partner gets a reseller relationship, and delegated admin privileges.',
    status: 201,
  });
  stage.expectEvent('io.twotier.customer.created.v1', id);
  const { userName, password } = userCredentials;
  const admin = `${userName}@${body.companyProfile.domain}`;
  return { stage, token, customerId: id, path: `/v1/customers/${id}`, admin, password };
}

/** The path of a subscription. */
async function checkOut({ stage, token, customerId, path }: Scene): Promise<string> {
  const body = { lineItems: [{ catalogItemId: 'CFQ7TTC0LH18:0001', quantity: 5, billingCycle: 'monthly' }] };
  const cart = await stage.ask(stage.request('POST', `${path}/carts`, { token, body }), {
    title: 'Fill a cart',
    why: 'It lasts a week from its last change.',
    status: 201,
  });
  const checkout = stage.request('POST', `${path}/carts/${cart.id}/checkout`, { token, body: {} });
  await stage.ask(checkout, {
    title: 'Check it out',
    why: 'Refused, as an order would be: the customer has not accepted the Microsoft Customer Agreement.',
    status: 403,
    code: 13605,
  });
  const primaryContact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.com' };
  const attestation = {
    templateId: TEMPLATE,
    type: 'MicrosoftCustomerAgreement',
    dateAgreed: '2024-06-14',
    primaryContact,
  };
  await stage.ask(stage.request('POST', `${path}/agreements`, { token, body: attestation }), {
    title: 'Confirm that the customer accepted it',
    why: 'The partner says who accepted, and when.',
    status: 201,
  });
  stage.expectEvent('io.twotier.agreement.confirmed.v1', customerId);
  const ordered = await stage.ask(checkout, {
    title: 'Send the same checkout again',
    why: 'What was refused goes through. It makes one order for each billing cycle and currency.',
    status: 201,
  });
  const [order] = ordered.orders;
  stage.expectEvent('io.twotier.order.placed.v1', order.id);
  await stage.ask(checkout, {
    title: 'And once more',
    why: 'Nothing is ordered twice.',
    status: 201,
    sameAs: ordered,
  });
  return `${path}/subscriptions/${order.lineItems[0].subscriptionId}`;
}

async function changeSubscription({ stage, token, customerId }: Scene, subscription: string) {
  await stage.ask(stage.request('PATCH', subscription, { token, body: { quantity: 8 } }), {
    title: 'Buy three more licences',
    why: 'Checked as an order is.',
    status: 200,
  });
  stage.expectEvent(UPDATED, customerId);
}

async function assignLicense({ stage, token, customerId, path }: Scene) {
  const { items } = await stage.ask(stage.request('GET', `${path}/users`, { token }), {
    title: "Look at the customer's users",
    why: 'The delegated admin privileges allow it.',
    status: 200,
  });
  const body = { licensesToAssign: [{ skuId: 'CFQ7TTC0LH18:0001' }] };
  await stage.ask(stage.request('POST', `${path}/users/${items[0].id}/licenseupdates`, { token, body }), {
    title: 'Give one of them a licence',
    why: 'Of a product that the customer has subscribed to, while there are any left.',
    status: 201,
  });
  stage.expectEvent('io.twotier.user.licenses-changed.v1', customerId);
  await stage.ask(stage.request('GET', `${path}/subscribedskus`, { token }), {
    title: 'Look at what is left',
    why: 'From all partners together: licences belong to the customer, whoever sold them.',
    status: 200,
  });
}

/** The access token of the customer's admin. */
async function acceptOthers({ stage, customerId, admin, password }: Scene): Promise<string> {
  const { token: reseller } = stage.userOf('indirect-reseller');
  const body = { indirectProviderId: stage.userOf('indirect-provider').tenantId, language: 'en' };
  const request = stage.request('POST', '/v1/customers/relationshiprequests', { token: reseller, body });
  const asked = await stage.ask(request, {
    title: 'A reseller asks the customer, for itself and its provider',
    why: 'It gets a link that works once, and the draft of a mail, which it sends with its own mail program.',
    status: 201,
  });
  stage.expectEvent('io.twotier.relationship-request.created.v1', asked.id);
  const own = await stage.signIn(admin, password);
  const link = `/v1/my/invitations/${asked.token}`;
  await stage.ask(stage.request('GET', link, { token: own }), {
    title: 'The customer opens the link',
    why: 'It sees who asks, and what each of them gets.',
    status: 200,
  });
  await stage.ask(stage.request('POST', `${link}/accept`, { token: own, body: {} }), {
    title: 'The customer accepts',
    why: 'Both have a relationship from now on, in addition to the partner that the customer has already.',
    status: 200,
  });
  stage.expectEvent('io.twotier.customer.relationship-established.v1', customerId);
  return own;
}

async function orderThroughOthers({ stage, path }: Scene) {
  const { token: provider } = stage.userOf('indirect-provider');
  const { token: reseller } = stage.userOf('indirect-reseller');
  const line = { lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 2, partnerIdOnRecord: '4847383' };
  const order = stage.request('POST', `${path}/orders`, { token: provider, body: { lineItems: [line] } });
  const { id } = await stage.ask(order, {
    title: 'The provider orders, with its reseller on record',
    why: 'The agreement is confirmed for all partners.',
    status: 201,
  });
  stage.expectEvent('io.twotier.order.placed.v1', id);
  await stage.ask(stage.request('GET', `${path}/subscriptions`, { token: reseller }), {
    title: 'The reseller looks at the subscriptions',
    why: 'It sees the one for which it is on record, and nothing that the other partner sold.',
    status: 200,
  });
}

async function removeRelationship({ stage, token, customerId, path }: Scene, subscription: string) {
  const removal = stage.request('PATCH', path, { token, body: { relationshipToPartner: 'none' } });
  await stage.ask(removal, {
    title: 'Remove the relationship',
    why: 'Refused: there is an active subscription, which the answer names.',
    status: 400,
    code: 2000,
  });
  await stage.ask(stage.request('PATCH', subscription, { token, body: { status: 'suspended' } }), {
    title: 'Suspend the subscription',
    why: 'The relationship does not hold it any more.',
    status: 200,
  });
  stage.expectEvent(UPDATED, customerId);
  const removed = await stage.ask(removal, {
    title: 'Remove the relationship now',
    why: 'The call is the statement of good faith: it is in the event. Nobody is notified. The privileges stay.',
    status: 200,
  });
  stage.expectEvent('io.twotier.customer.relationship-removed.v1', customerId);
  await stage.ask(removal, { title: 'Once more', why: 'It is removed already.', status: 200, sameAs: removed });
  await stage.ask(stage.request('GET', path, { token }), {
    title: 'Look for the customer',
    why: 'It has left the list of this partner.',
    status: 404,
    code: 1000,
  });
  await stage.ask(stage.request('GET', path, { token: stage.userOf('indirect-provider').token }), {
    title: 'Its other partners look for it',
    why: 'They do not notice anything.',
    status: 200,
  });
  const order = { lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1 }] };
  await stage.ask(stage.request('POST', `${path}/orders`, { token, body: order }), {
    title: 'Order for it',
    why: 'Refused: there is no relationship.',
    status: 403,
    code: 20002,
  });
}

async function removePrivileges({ stage, token, customerId, path }: Scene) {
  await stage.ask(stage.request('PATCH', path, { token, body: { allowDelegatedAccess: false } }), {
    title: 'Give up the delegated admin privileges',
    why: 'A request of its own, also possible now.',
    status: 200,
  });
  stage.expectEvent('io.twotier.customer.admin-privileges-removed.v1', customerId);
}

/** @param own the access token of the customer's admin */
async function takeBackPrivileges({ stage, customerId }: Scene, own: string) {
  const { tenantId } = stage.userOf('indirect-reseller');
  await stage.ask(stage.request('DELETE', `/v1/my/partners/${tenantId}/adminaccess`, { token: own }), {
    title: 'The customer takes the privileges of the reseller back',
    why: 'The relationship stays.',
    status: 204,
  });
  stage.expectEvent('io.twotier.customer.admin-privileges-removed.v1', customerId);
}

/** A customer that the partner has through another portal, and what it has bought there. */
async function tellOfAnother(stage: Stage, token: string) {
  const customerId = randomUUID();
  const path = `/v1/customers/${customerId}`;
  const sent = { topic: 'customers.commands', source: DEMO_SOURCE, subject: customerId };
  const company = { companyName: 'Juniper Foods', domain: 'juniper.example', country: 'US', cloud: 'Global' };
  const relationship = {
    type: 'io.twotier.customer.record-external-relationship.v1',
    data: { customerId, ...company },
  };
  await stage.publish(
    { ...sent, ...relationship },
    {
      title: 'Report a customer from another portal',
      why: "The partner's own platform publishes a command. Which partner it speaks for is configured.",
      event: 'io.twotier.external-relationship.recorded.v1',
    },
  );
  await stage.ask(stage.request('GET', path, { token }), {
    title: 'Look for it',
    why: 'It is only on the list of this partner, and allows nothing.',
    status: 200,
  });
  const order = { lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1 }] };
  await stage.ask(stage.request('POST', `${path}/orders`, { token, body: order }), {
    title: 'Order for it',
    why: 'Refused until it accepts a relationship request.',
    status: 403,
    code: 20002,
  });
  const purchase = { offerKind: 'software', purchasedAt: '2024-06-14', renewal: false, reference: 'PO-4711' };
  await stage.publish(
    { ...sent, type: 'io.twotier.customer.record-purchase.v1', data: { customerId, ...purchase } },
    {
      title: 'Report what it has bought there',
      why: 'From now on it cannot accept the customer agreement by itself: its partner attests.',
      event: 'io.twotier.external-purchase.recorded.v1',
    },
  );
  await stage.ask(stage.request('PATCH', path, { token, body: { relationshipToPartner: 'none' } }), {
    title: 'Take it off the list',
    why: 'Like any other customer. What it has bought stays known.',
    status: 200,
  });
  stage.expectEvent('io.twotier.external-relationship.ended.v1', customerId);
}

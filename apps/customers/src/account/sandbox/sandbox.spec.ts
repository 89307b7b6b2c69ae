import { event, faults, parsePayload, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, type Decision } from '#lib/decision';
import { given } from '#lib/decision/testing';
import { customerDeleted } from '#contracts/customers/customer/customer-deleted.v1';
import { tombstone, type Customer } from '../customer/customer.js';
import { type Subscription } from '../subscription/subscription.js';
import { deleteCustomer } from './deletion.js';
import { rejectCustomerLimit, withinSandbox } from './sandbox.js';

const id = (last: string): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;
const [customerId, partner, other] = [id('1'), id('a'), id('b')];
const since = new Date('2026-03-01T08:00:00.000Z');
const now = new Date('2026-03-02T08:00:00.000Z');

const customer: Customer = {
  ...tombstone(customerId),
  status: 'active',
  companyName: 'Contoso',
  domain: 'contoso.onmicrosoft.com',
  country: 'DE',
  relationships: [{ partnerId: partner, since, associatedPartnerIds: [], subscriptions: [] }],
  adminPrivileges: [partner],
};

/** A customer with active subscriptions of these quantities. */
const having = (quantities: number[], changes: Partial<Subscription> = {}): Customer => ({
  ...customer,
  subscriptions: quantities.map((quantity, index) => ({
    id: `subscription-${index}`,
    partnerId: partner,
    orderId: 'order-1',
    offerId: 'offer-1',
    quantity,
    status: 'active',
    billingCycle: 'monthly',
    createdAt: since,
    supporters: [],
    ...changes,
  })),
});

describe('the limits of the sandbox', () => {
  it.each<[string, Customer, Customer]>([
    ['five subscriptions of 25 licences', customer, having([25, 25, 25, 25, 25])],
    ['more that are suspended', customer, having([1, 1, 1, 1, 1, 1], { status: 'suspended' })],
    ["more of another partner's", customer, having([1, 1, 1, 1, 1, 50], { partnerId: other })],
    ['what was beyond them before, and becomes less', having([30, 1, 1, 1, 1, 1, 1]), having([28, 1, 1, 1, 1, 1])],
    ['what was beyond them before, and stays', having([30]), having([30, 25])],
  ])('[C8] allow %s', (_, before, after) => {
    const decision: Decision<Customer, DomainEvent> = happened(after);
    expect(withinSandbox(before, decision, partner)).toBe(decision);
  });

  it.each<[string, Customer, Customer, RegExp]>([
    ['a sixth subscription', having([1, 1, 1, 1, 1]), having([1, 1, 1, 1, 1, 1]), /5 active subscriptions/],
    ['a 26th licence', having([25]), having([26]), /25 licences/],
    ['more of what is beyond them', having([30]), having([31]), /25 licences/],
  ])('[C8] refuse %s with 800018', (_, before, after, words) => {
    given(before)
      .when(() => withinSandbox(before, happened(after), partner))
      .thenRejected({ status: 400, code: 800018 }, words);
  });

  it('[C8] say nothing of what is refused already, or changes nothing', () => {
    const refused = rejectCustomerLimit();
    expect(withinSandbox(customer, refused, partner)).toBe(refused);
    expect(withinSandbox(customer, nothingHappened, partner)).toBe(nothingHappened);
  });
});

describe('deleting a customer', () => {
  const deleting = (state: Customer): ReturnType<typeof deleteCustomer> => deleteCustomer(state, partner, now);

  it('[C6] leaves its id and who its partner was, and tells that it is gone', () =>
    given(customer)
      .when(deleting)
      .thenState({ ...tombstone(customerId), formerPartners: [partner] })
      .then(
        event(customerDeleted, {
          customerId,
          companyName: 'Contoso',
          domain: 'contoso.onmicrosoft.com',
          country: 'DE',
          cloud: 'Global',
          relationships: [],
          partnerId: partner,
          deletedAt: '2026-03-02T08:00:00.000Z',
        }),
      ));

  it('[C6] twice changes nothing', () =>
    given({ ...tombstone(customerId), formerPartners: [partner] })
      .when(deleting)
      .thenNothingHappened());

  it('[C6] is refused with active subscriptions, which it names', () =>
    given<Customer>({
      ...customer,
      relationships: [{ partnerId: partner, since, associatedPartnerIds: [], subscriptions: [id('4')] }],
    })
      .when(deleting)
      .thenRejected({ status: 400, code: 2000 }, id('4')));

  it("[C7] is refused while it has other partners: their relationships are not the caller's to end", () =>
    given<Customer>({
      ...customer,
      relationships: [
        ...customer.relationships,
        { partnerId: other, since, associatedPartnerIds: [], subscriptions: [] },
      ],
    })
      .when(deleting)
      .thenRejected(faults.invalidArgument, /other partners/));

  it('[C6] of a reseller ends its relationship too', () => {
    const [own, resellers] = [
      { partnerId: partner, since, associatedPartnerIds: [other], subscriptions: [] },
      { partnerId: other, since, associatedPartnerIds: [partner], subscriptions: [] },
    ];
    given<Customer>({ ...customer, relationships: [own, resellers] })
      .when(deleting)
      .thenState({ relationships: [], adminPrivileges: [] });
  });

  it('[C6] of which the relationship was removed is not found', () =>
    given<Customer>({ ...customer, relationships: [], formerPartners: [partner] })
      .when(deleting)
      .thenRejected(faults.notFound, customerId));

  it('[C6] publishes what the contract describes', () => {
    const decision = deleting(customer);
    if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
    const data = JSON.parse(JSON.stringify(decision.events[0]?.data)) as unknown;
    expect({ ...parsePayload(customerDeleted, data) }).toEqual(data);
  });
});

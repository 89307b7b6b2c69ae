import { faults, type DomainEvent } from '#lib/contracts';
import { reject, type Decision, type Rejected } from '#lib/decision';
import { type Customer } from '../customer/customer.js';

/** What Partner Center's integration sandbox gives a partner: customers, and subscriptions and licences of each. */
export const sandboxLimits = { customers: 75, subscriptions: 5, licences: 25 } as const;

/**
 * Refuses what gives the partner more active subscriptions of the customer, or more licences in one of them, than the
 * sandbox allows. What is beyond it already, from before the sandbox was switched on, can become less.
 */
export function withinSandbox(
  before: Customer,
  decision: Decision<Customer, DomainEvent>,
  partnerId: string,
): Decision<Customer, DomainEvent> {
  if (decision.outcome !== 'happened') return decision;
  const had = activeQuantities(before, partnerId);
  const gets = activeQuantities(decision.state, partnerId);
  if (gets.length > Math.max(sandboxLimits.subscriptions, had.length)) {
    return rejectLimit(
      `${sandboxLimits.subscriptions} active subscriptions for a customer. Suspend one of them first.`,
    );
  }
  if (Math.max(...gets) > Math.max(sandboxLimits.licences, ...had)) {
    return rejectLimit(`${sandboxLimits.licences} licences in a subscription. Ask for fewer.`);
  }
  return decision;
}

/** Refuses one more customer than the sandbox allows. */
export function rejectCustomerLimit(): Rejected {
  return rejectLimit(`${sandboxLimits.customers} customers. Delete one of them first, by DELETE /v1/customers/{id}.`);
}

/** Partner Center answers 800018. */
function rejectLimit(limit: string): Rejected {
  return reject(faults.sandboxLimit, `The sandbox limit has been met: ${limit}`);
}

function activeQuantities({ subscriptions }: Customer, partnerId: string): number[] {
  return subscriptions
    .filter((subscription) => subscription.partnerId === partnerId && subscription.status === 'active')
    .map(({ quantity }) => quantity);
}

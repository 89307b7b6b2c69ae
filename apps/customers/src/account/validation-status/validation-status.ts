import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import {
  customerValidationStatusChanged,
  type ValidationStatus,
} from '#contracts/customers/customer/customer-validation-status-changed.v1';
import { publicState, type Customer } from '../customer/customer.js';
import { type OrderLineItem } from '../order-state/order-state.js';

/** The operator decides on a customer's account. The same again changes nothing. */
export function setValidationStatus(
  customer: Customer,
  status: ValidationStatus,
  now: Date,
): Decision<Customer, DomainEvent> {
  if (customer.validation?.status === status) return nothingHappened;
  const next = { ...customer, validation: { status, updatedAt: now } };
  return happened(next, event(customerValidationStatusChanged, { ...publicState(next), validationStatus: status }));
}

/**
 * Why nobody may purchase for a customer, if so. Partner Center refuses while the account is under review, was not
 * allowed, or is unknown to the review; not for renewals, and not where there is no status.
 */
export function validationFault(
  { validation }: Customer,
  lineItems: Pick<OrderLineItem, 'renewsTo'>[],
): Rejected | undefined {
  if (lineItems.every(({ renewsTo }) => renewsTo !== undefined)) return undefined;
  switch (validation?.status) {
    case 'UnderReview':
      return reject(faults.accountUnderReview, `Your customer account is currently under review. ${wait}`);
    case 'Unknown':
      return reject(
        faults.accountUnknown,
        `Your customer account is currently under review: its status is unknown. ${wait}`,
      );
    case 'NotAllowed':
      return reject(
        faults.accountNotApproved,
        'The customer account was not approved. Ask the operator of this platform why.',
      );
    default:
      return undefined;
  }
}

const wait = 'Order again once GET /v1/customers/{id}/validationStatus?type=account answers Allowed.';

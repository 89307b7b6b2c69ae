import { event, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, type Decision } from '#lib/decision';
import {
  customerQualificationChanged,
  toldQualifications,
  type Qualification,
} from '#contracts/customers/customer/customer-qualification-changed.v1';
import { publicState, type Customer, type GivenQualification } from '../customer/customer.js';

/** Replaces what entitles the customer to special offers; `none` takes all away. The same again changes nothing. */
export function replaceQualifications(
  customer: Customer,
  qualification: Qualification | 'none',
  now: Date,
  validationCode?: string,
): Decision<Customer, DomainEvent> {
  const held = heldBy(customer);
  if (qualification === 'none') return held.length === 0 ? nothingHappened : qualified(customer, []);
  if (held.length === 1 && held[0]?.qualification === qualification) return nothingHappened;
  return qualified(customer, [{ qualification, since: now, ...(validationCode && { validationCode }) }]);
}

/** Adds what entitles the customer to special offers. Adding it twice changes nothing. */
export function addQualification(
  customer: Customer,
  qualification: Qualification,
  now: Date,
  validationCode?: string,
): Decision<Customer, DomainEvent> {
  const held = heldBy(customer);
  if (held.some((other) => other.qualification === qualification)) return nothingHappened;
  return qualified(customer, [...held, { qualification, since: now, ...(validationCode && { validationCode }) }]);
}

/** The one qualification that Partner Center's older endpoint knows: the latest. */
export function qualificationOf(customer: Customer): Qualification | 'none' {
  return heldBy(customer).at(-1)?.qualification ?? 'none';
}

function qualified(customer: Customer, qualifications: GivenQualification[]): Decision<Customer, DomainEvent> {
  const next = { ...customer, qualifications };
  const names = qualifications.map(({ qualification }) => qualification);
  return happened(next, event(customerQualificationChanged, { ...publicState(next), ...toldQualifications(names) }));
}

function heldBy({ qualifications = [] }: Customer): GivenQualification[] {
  return qualifications;
}

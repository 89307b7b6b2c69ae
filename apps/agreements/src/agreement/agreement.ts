import { event, faults, type Cloud, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import { agreementAccepted } from '#contracts/agreements/agreement-accepted.v1';
import { agreementConfirmed, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import { hasBought, type Purchase } from '../purchase/purchase.js';

/** The customer agreement of one customer, with everything that ever confirmed it. Its id is the customer's. */
export interface Agreement {
  customerId: string;
  /** What partners attested, the oldest first. */
  confirmations: Confirmation[];
  /** What the customer accepted itself, the oldest first: each template at most once. */
  acceptances: Acceptance[];
}

/** A partner's word that the customer accepted a template. */
export interface Confirmation extends Attestation {
  partnerId: string;
  /** The partner's user who confirmed. */
  userId: string;
  confirmedAt: Date;
}

export interface Attestation {
  id: string;
  templateId: string;
  type: AgreementType;
  dateAgreed: Date;
  primaryContact: Contact;
}

/** Who accepted for the customer. */
export interface Contact {
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber?: string;
}

/** The customer's own word that it accepts a template of the Microsoft Customer Agreement. */
export interface Acceptance extends DirectAcceptance {
  acceptedAt: Date;
}

export interface DirectAcceptance {
  templateId: string;
  /** The customer's user who accepted. */
  userId: string;
  primaryContact: Contact;
}

export interface Attester {
  partnerId: string;
  userId: string;
}

/** Confirmations that a customer may have: they live in one document. */
export const MAX_CONFIRMATIONS = 500;

export function unconfirmed(customerId: string): Agreement {
  return { customerId, confirmations: [], acceptances: [] };
}

/** Whether orders may be placed: a partner attested, or the customer accepted, whichever version. Never taken back. */
export function isConfirmed({ confirmations, acceptances }: Agreement): boolean {
  return acceptances.length > 0 || confirmations.some(({ type }) => type === 'MicrosoftCustomerAgreement');
}

/**
 * A partner confirms that the customer accepted. A further confirmation needs another contact; the history is kept.
 * The agreements API exists in the public cloud alone.
 */
export function attest(
  agreement: Agreement,
  attestation: Attestation,
  attester: Attester,
  cloud: Cloud,
  now: Date,
): Decision<Agreement, DomainEvent> {
  if (cloud !== 'Global') return rejectCloud(cloud);
  if (attestation.dateAgreed > now) {
    return reject(
      faults.invalidArgument,
      'dateAgreed must not be in the future: confirm once the customer has agreed.',
    );
  }
  const { confirmations } = agreement;
  if (confirmations.some((given) => isSameConfirmation(given, attestation))) {
    return reject(faults.agreementAlreadyConfirmed, 'A partner confirmed agreement already exists for the customer.');
  }
  if (confirmations.length >= MAX_CONFIRMATIONS) {
    return reject(faults.conflict, `A customer has at most ${MAX_CONFIRMATIONS} confirmations, and this one has them.`);
  }
  const next = { ...agreement, confirmations: [...confirmations, { ...attestation, ...attester, confirmedAt: now }] };
  return happened(next, event(agreementConfirmed, publicState(next, attestation, attester)));
}

/**
 * The customer accepts by itself. Accepting the same template again changes nothing. Who has bought through a partner, the
 * one that invites or another, cannot: Partner Center answers in these words, and that partner attests. Renewals are no
 * purchases.
 */
export function accept(
  agreement: Agreement,
  acceptance: DirectAcceptance,
  purchases: readonly Pick<Purchase, 'original'>[],
  cloud: Cloud,
  now: Date,
): Decision<Agreement, DomainEvent> {
  if (cloud !== 'Global') return rejectCloud(cloud);
  const { acceptances, customerId } = agreement;
  const { templateId } = acceptance;
  if (acceptances.some((given) => given.templateId === templateId)) return nothingHappened;
  if (hasBought(purchases)) {
    return reject(
      faults.forbidden,
      'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.',
    );
  }
  const next = { ...agreement, acceptances: [...acceptances, { ...acceptance, acceptedAt: now }] };
  const told = { customerId, templateId, agreementType: 'MicrosoftCustomerAgreement' as const };
  return happened(next, event(agreementAccepted, { ...told, acceptedAt: now.toISOString() }));
}

function rejectCloud(cloud: Cloud): Rejected {
  return reject(
    faults.wrongEnvironment,
    `The customer is in the cloud ${cloud}: agreements are for the public cloud alone.`,
  );
}

/** Names and addresses of contacts stay here: events tell that the agreement is confirmed, and by which partner. */
function publicState(
  { customerId, confirmations }: Agreement,
  { templateId, type, dateAgreed }: Attestation,
  { partnerId }: Attester,
): InstanceType<typeof agreementConfirmed.payload> {
  return {
    customerId,
    partnerId,
    templateId,
    agreementType: type,
    method: 'attested',
    dateAgreed: dateAgreed.toISOString(),
    confirmations: confirmations.length,
  };
}

function isSameConfirmation(given: Confirmation, { type, primaryContact }: Attestation): boolean {
  return given.type === type && isSameContact(given.primaryContact, primaryContact);
}

function isSameContact(one: Contact, other: Contact): boolean {
  return (
    fold(one.firstName) === fold(other.firstName) &&
    fold(one.lastName) === fold(other.lastName) &&
    fold(one.email) === fold(other.email) &&
    fold(one.phoneNumber) === fold(other.phoneNumber)
  );
}

function fold(text = ''): string {
  return text.trim().toLowerCase();
}

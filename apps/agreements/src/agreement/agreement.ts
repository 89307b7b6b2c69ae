import { event, faults, type Cloud, type DomainEvent } from '#lib/contracts';
import { happened, reject, type Decision } from '#lib/decision';
import { agreementConfirmed, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';

/** The customer agreement of one customer, with every confirmation that was ever given. Its id is the customer's. */
export interface Agreement {
  customerId: string;
  confirmations: Confirmation[];
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

export interface Attester {
  partnerId: string;
  userId: string;
}

export function unconfirmed(customerId: string): Agreement {
  return { customerId, confirmations: [] };
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
  if (cloud !== 'Global') {
    return reject(
      faults.wrongEnvironment,
      `The customer is in the cloud ${cloud}: agreements are for the public cloud alone.`,
    );
  }
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
  const next = { ...agreement, confirmations: [...confirmations, { ...attestation, ...attester, confirmedAt: now }] };
  return happened(next, event(agreementConfirmed, publicState(next, attestation, attester)));
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

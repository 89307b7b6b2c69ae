import { event, faults, foldedText, type Cloud, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import { type AgreementV1 } from '#contracts/agreements/agreement.v1';
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

/** What a partner tells of an agreement. */
export interface TellingAttestation extends Attestation {
  /** Whether the date came without a time: it is a day then, wherever on earth. */
  isWholeDay?: boolean;
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

/** A day begins first at UTC+14. */
const EARLIEST_ZONE_MS = 14 * 60 * 60 * 1_000;

/** .NET's SDK sends the year 1 for a date that was not set, and cannot read earlier ones. */
const EARLIEST = new Date('1900-01-01T00:00:00Z');

export function unconfirmed(customerId: string): Agreement {
  return { customerId, confirmations: [], acceptances: [] };
}

/** Whether orders may be placed: a partner attested, or the customer accepted, whichever version. Never taken back. */
export function isConfirmed({ confirmations, acceptances }: Agreement): boolean {
  return acceptances.length > 0 || confirmations.some(({ type }) => type === 'MicrosoftCustomerAgreement');
}

/** What a partner of the customer may know of one confirmation. */
export interface SeenConfirmation {
  templateId: string;
  type: AgreementType;
  /** When the customer agreed. */
  dateAgreed: Date;
  /** `direct`: the customer accepted by itself. */
  method: 'attested' | 'direct';
  /** Who confirmed, and who had agreed: of the partner's own attestations alone. */
  own?: Pick<Confirmation, 'userId' | 'primaryContact'>;
}

/**
 * What confirms the agreement, as one of the customer's partners sees it, in the order in which it was confirmed: the
 * partner's own attestations as they were given, and of others the first one of each template and method.
 */
export function confirmationsSeenBy(partnerId: string, { confirmations, acceptances }: Agreement): SeenConfirmation[] {
  const attested = confirmations.map((given) => ({ at: given.confirmedAt, seen: toSeen(given, partnerId) }));
  const direct = acceptances.map(({ acceptedAt: at, templateId }) => {
    const type = 'MicrosoftCustomerAgreement' as const;
    return { at, seen: { templateId, type, dateAgreed: at, method: 'direct' as const } };
  });
  const all = [...attested, ...direct].sort((one, other) => one.at.getTime() - other.at.getTime());
  const seen: SeenConfirmation[] = all.map((one) => one.seen);
  return seen.filter((one) => one.own || one === seen.find((first) => isAlike(first, one)));
}

/** One confirmation, as the partner sees it. */
export function toSeen(given: Confirmation, partnerId: string): SeenConfirmation {
  const { templateId, type, dateAgreed, userId, primaryContact } = given;
  const own = given.partnerId === partnerId && { own: { userId, primaryContact } };
  return { templateId, type, dateAgreed, method: 'attested', ...own };
}

function isAlike(one: SeenConfirmation, other: SeenConfirmation): boolean {
  return !one.own && one.templateId === other.templateId && one.method === other.method;
}

/**
 * A partner confirms that the customer accepted. A further confirmation needs another contact, or another version; the
 * history is kept.
 * The agreements API exists in the public cloud alone.
 */
export function attest(
  agreement: Agreement,
  { isWholeDay = false, ...attestation }: TellingAttestation,
  attester: Attester,
  cloud: Cloud,
  now: Date,
): Decision<Agreement, DomainEvent> {
  if (cloud !== 'Global') return rejectCloud(cloud);
  const begins = new Date(attestation.dateAgreed.getTime() - (isWholeDay ? EARLIEST_ZONE_MS : 0));
  if (begins > now) {
    return reject(
      faults.invalidArgument,
      `dateAgreed must not be in the future: it was read as ${begins.toISOString()}, and it is now ${now.toISOString()}. ` +
        'A time without a zone is UTC.',
    );
  }
  if (attestation.dateAgreed < EARLIEST) {
    return reject(faults.invalidArgument, 'dateAgreed must be the date on which the customer agreed; it is not set.');
  }
  const { confirmations } = agreement;
  if (confirmations.some((given) => isSameConfirmation(given, attestation))) {
    return reject(faults.agreementAlreadyConfirmed, 'A partner confirmed agreement already exists for the customer.');
  }
  if (confirmations.length >= MAX_CONFIRMATIONS) {
    return reject(
      faults.conflict,
      `The customer's agreement is confirmed already, and has the ${MAX_CONFIRMATIONS} confirmations that it can have.`,
    );
  }
  const next = { ...agreement, confirmations: [...confirmations, { ...attestation, ...attester, confirmedAt: now }] };
  return happened(next, event(agreementConfirmed, publicState(next, attestation, attester)));
}

/**
 * Why the customer cannot accept a template by itself; undefined where it can, or has. Who has bought through a partner, the
 * one that invites or another, cannot: Partner Center answers in these words, and that partner attests. Renewals are no
 * purchases.
 */
export function refuseAcceptance(
  agreement: Agreement,
  templateId: string,
  purchases: readonly Pick<Purchase, 'original'>[],
  cloud: Cloud,
): Rejected | undefined {
  if (cloud !== 'Global') return rejectCloud(cloud);
  if (hasAccepted(agreement, templateId) || !hasBought(purchases)) return undefined;
  return reject(
    faults.forbidden,
    'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.',
  );
}

/** The customer accepts by itself. Accepting the same template again changes nothing. */
export function accept(
  agreement: Agreement,
  acceptance: DirectAcceptance,
  purchases: readonly Pick<Purchase, 'original'>[],
  cloud: Cloud,
  now: Date,
): Decision<Agreement, DomainEvent> {
  const { acceptances, customerId } = agreement;
  const { templateId } = acceptance;
  const refused = refuseAcceptance(agreement, templateId, purchases, cloud);
  if (refused) return refused;
  if (hasAccepted(agreement, templateId)) return nothingHappened;
  const next = { ...agreement, acceptances: [...acceptances, { ...acceptance, acceptedAt: now }] };
  const told = { customerId, templateId, agreementType: 'MicrosoftCustomerAgreement' as const };
  return happened(next, event(agreementAccepted, { ...told, acceptedAt: now.toISOString() }));
}

function hasAccepted({ acceptances }: Agreement, templateId: string): boolean {
  return acceptances.some((given) => given.templateId === templateId);
}

function rejectCloud(cloud: Cloud): Rejected {
  return reject(
    faults.wrongEnvironment,
    `The customer is in the cloud ${cloud}. There are agreements in the public cloud only.`,
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

/** What everybody may know of an agreement; who agreed in person stays here. */
export function agreementNow({ customerId, confirmations, acceptances }: Agreement): AgreementV1 {
  return {
    customerId,
    confirmations: [
      ...confirmations.map(({ templateId, type, partnerId, dateAgreed }) => ({
        templateId,
        agreementType: type,
        method: 'attested' as const,
        partnerId,
        dateAgreed: dateAgreed.toISOString(),
      })),
      ...acceptances.map(({ templateId, acceptedAt }) => ({
        templateId,
        agreementType: 'MicrosoftCustomerAgreement' as const,
        method: 'direct' as const,
        dateAgreed: acceptedAt.toISOString(),
      })),
    ],
  };
}

/** The same person can accept a later version as well. */
function isSameConfirmation(given: Confirmation, { templateId, primaryContact }: Attestation): boolean {
  return given.templateId === templateId && isSameContact(given.primaryContact, primaryContact);
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
  return foldedText(text.trim());
}

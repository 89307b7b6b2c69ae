import { event, faults, type Cloud, type DomainEvent, type PartnerStatus } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { happened, nothingHappened, reject, type Decision } from '#lib/decision';
import { partnerAgreementSigned } from '#contracts/agreements/partner-agreement-signed.v1';

/** The Microsoft Partner Agreement of one partner. Its id is the partner's. */
export interface PartnerAgreement {
  partnerId: string;
  /** A partner is in one CSP region, so it signs once; a signature is never taken back. */
  signature?: Signature;
}

export interface Signature {
  version: string;
  /** What was signed, word by word; absent in signatures of before texts were kept. */
  text?: SignedText;
  /** The CSP region that it is for. */
  region: string;
  cloud: Cloud;
  userId: string;
  userPrincipalName: string;
  signedAt: Date;
}

/** One document of a version. */
export interface SignedText {
  country: string;
  language: string;
  isSample: boolean;
  /** Of the document that is kept, SHA-256 in base64url. */
  digest: string;
}

/** Who signs, with the roles that identity knows at this moment. */
export interface Signatory {
  userId: string;
  userPrincipalName: string;
  roles: string[];
}

/** Who is bound, as enrollment knows it at this moment. */
export interface SigningPartner {
  status: PartnerStatus;
  country: string;
  cloud: Cloud;
  mpnId?: string;
}

/** A Global admin signs for an active partner with an MPN ID. Signing twice changes nothing. */
export function sign(
  agreement: PartnerAgreement,
  partner: SigningPartner,
  signatory: Signatory | undefined,
  signed: { version: string; text: SignedText },
  now: Date,
): Decision<PartnerAgreement, DomainEvent> {
  if (!signatory?.roles.includes('GlobalAdmin')) {
    return reject(
      faults.roleNotAllowed,
      'Only a Global admin can sign the Microsoft Partner Agreement. You do not have this role.',
    );
  }
  if (agreement.signature) return nothingHappened;
  if (partner.status !== 'active') {
    return reject(
      faults.programNotActive,
      'Your program status is not active: the agreement can be signed once it is.',
    );
  }
  if (!partner.mpnId) {
    return reject(
      faults.conflict,
      'Your company has no MPN ID on record. Associate it first by PUT /v1/profiles/mpn, then sign.',
    );
  }
  const region = cspRegionOf(partner.country);
  if (!region) {
    return reject(
      faults.countryNotSupported,
      `The program is not offered in ${partner.country}: there is nothing to sign.`,
    );
  }
  const { userId, userPrincipalName } = signatory;
  const signature = { ...signed, region: region.id, cloud: partner.cloud, userId, userPrincipalName, signedAt: now };
  return happened(
    { ...agreement, signature },
    event(partnerAgreementSigned, publicState(agreement.partnerId, signature)),
  );
}

/** What everybody may know of a signature. */
export function publicState(
  partnerId: string,
  { userId, signedAt, version, region, cloud }: Signature,
): InstanceType<typeof partnerAgreementSigned.payload> {
  return { partnerId, signedBy: userId, signedAt: signedAt.toISOString(), version, region, cloud };
}

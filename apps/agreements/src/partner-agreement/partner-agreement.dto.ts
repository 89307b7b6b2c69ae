import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { type Role } from '#lib/contracts';
import { partnerAgreementText } from './partner-agreement-text.js';
import { type Signature } from './partner-agreement.js';

/** The Global admin who signed. */
export class Signer {
  userId: string;
  userPrincipalName: string;
}

/** The Microsoft Partner Agreement of the caller's company. To other users than Global admins, its status alone. */
export class PartnerAgreementResource {
  isSigned: boolean;
  /** Of the signed text, or of the one in force. */
  version?: string;
  title?: string;
  /** The text, to be read and kept before it is signed. */
  link?: string;
  /** Whether the text is a sample. */
  isSample?: boolean;
  signedBy?: Signer;
  /** ISO 8601 in UTC. */
  signedAt?: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** Whether, by whom and when the agreement was signed. */
export class SignatureResource {
  isSigned: boolean;
  signedBy?: Signer;
  /** ISO 8601 in UTC. */
  signedAt?: string;
  /** The version that was signed. */
  version?: string;
}

export function toResource(signature: Signature | undefined, roles: Role[]): PartnerAgreementResource {
  const envelope = { links: selfLink('/partneragreement'), attributes: { objectType: 'PartnerAgreement' } };
  if (!roles.includes('GlobalAdmin')) return { isSigned: signature !== undefined, ...envelope };
  return { ...partnerAgreementText, ...toSignatureResource(signature), ...envelope };
}

export function toSignatureResource(signature: Signature | undefined): SignatureResource {
  if (!signature) return { isSigned: false };
  const { userId, userPrincipalName, signedAt, version } = signature;
  return { isSigned: true, signedBy: { userId, userPrincipalName }, signedAt: signedAt.toISOString(), version };
}

import { IsOptional } from 'class-validator';
import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { type Role, Text } from '#lib/contracts';
import { type AgreementDocument } from '../template/document-links.js';
import { type DocumentLinksResource } from '../template/template.dto.js';
import { DEFAULT_LANGUAGE } from '../template/mca-countries.js';
import { type Signature } from './partner-agreement.js';
import { type OwnPartnerAgreement } from './partner-agreement.use-cases.js';

export class PartnerAgreementQuery {
  /** Of the document, such as `tr-TR` or `tr`; `en-US` where the partner's country has no agreement in this language. */
  @IsOptional()
  @Text({ max: 20 })
  language: string = DEFAULT_LANGUAGE;
}

/** Which text is signed. If left out: the version in force, in English. */
export class SignPartnerAgreementQuery extends PartnerAgreementQuery {
  /** The version that the user has read. Refused if another one is in force by now. */
  @IsOptional()
  @Text({ max: 20 })
  version?: string;
}

/** The Global admin who signed. */
export class Signer {
  userId: string;
  userPrincipalName: string;
}

/** The Microsoft Partner Agreement of the caller's company. Users who are not Global admins see only its status. */
export class PartnerAgreementResource {
  isSigned: boolean;
  /** Of the signed text, or of the one in force. */
  version?: string;
  title?: string;
  /** A page about the agreement. */
  link?: string;
  /** Whether the text is a sample, which binds nobody. */
  isSample?: boolean;
  /** The text as a Word document, for a browser to show: the signed one as it was, or the one in force. Expires after 5 minutes. */
  displayUri?: string;
  /** The same for a browser to save. */
  downloadUri?: string;
  /** Of the document, ISO 3166-1 alpha-2. */
  country?: string;
  /** Of the document, such as `en-US`. */
  language?: string;
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

/** Links are new each time: a repeat of the signature answers the same, so they are told by `GET` alone. */
export function toResource(
  { signature, text, isSample, document }: OwnPartnerAgreement,
  roles: Role[],
  documentLinks?: (document: AgreementDocument) => DocumentLinksResource,
): PartnerAgreementResource {
  const envelope = { links: selfLink('/partneragreement'), attributes: { objectType: 'PartnerAgreement' } };
  if (!roles.includes('GlobalAdmin')) return { isSigned: signature !== undefined, ...envelope };
  const { version, title, link } = text ?? {};
  const { country, language } = document ?? {};
  const uris = document && documentLinks?.(document);
  return { version, title, link, isSample, country, language, ...uris, ...toSignatureResource(signature), ...envelope };
}

export function toSignatureResource(signature: Signature | undefined): SignatureResource {
  if (!signature) return { isSigned: false };
  const { userId, userPrincipalName, signedAt, version } = signature;
  return { isSigned: true, signedBy: { userId, userPrincipalName }, signedAt: signedAt.toISOString(), version };
}

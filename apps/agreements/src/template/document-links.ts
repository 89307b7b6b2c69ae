import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { notFound, PartnerError } from '#lib/partner-api';
import { LinkTokens, systemIds } from '#lib/service-kit';
import { AgreementsConfig } from '../agreements.config.js';
import { type DocumentLinksResource } from './template.dto.js';

/** Whose text a document is, and what it is called. */
export const agreementNames = {
  customer: 'Microsoft Customer Agreement',
  partner: 'Microsoft Partner Agreement',
} as const;

/** The text of one template for one country in one language. */
export interface AgreementDocument {
  agreement: keyof typeof agreementNames;
  templateId: string;
  country: string;
  language: string;
  /** Of a signed one, which is kept: SHA-256 in base64url. */
  digest?: string;
}

/** Whether a browser is to show a document, or to save it. */
export type Disposition = 'inline' | 'attachment';

/** What a link opens. */
export type LinkedDocument = AgreementDocument & { disposition: Disposition };

/** Partner Center's links expire after five minutes. */
const VALID_FOR_MS = 5 * 60 * 1_000;

/** Links to documents, for whoever has them: signed, new each time, and nowhere stored. */
@Injectable()
export class DocumentLinks {
  private readonly signatures: LinkTokens;

  constructor(
    private readonly config: AgreementsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.signatures = new LinkTokens(config.LINK_SECRET_FILE, 'agreement-document');
  }

  urlOf(document: LinkedDocument): string {
    return `${this.config.issuer}/agreementdocuments/${this.tokenOf(document)}`;
  }

  /** Where a document can be read, and where it can be saved. */
  both(document: AgreementDocument): DocumentLinksResource {
    const url = (disposition: Disposition): string => this.urlOf({ ...document, disposition });
    const { language, country } = document;
    return { displayUri: url('inline'), downloadUri: url('attachment'), language, country };
  }

  /** Refuses what is not signed here, and what has expired. */
  open(token: string): LinkedDocument {
    const [payload = '', signature = ''] = token.split('.');
    if (!isSame(signature, this.signatures.tokenOf(payload))) {
      throw notFound(
        'This link is not from this platform, or a part of it is missing. Repeat the request that answered it to get a new one.',
      );
    }
    const { expires, nonce: _nonce, ...document } = JSON.parse(fromBase64(payload)) as Payload;
    if (this.clock.now().getTime() < expires) return document;
    throw new PartnerError(
      faults.linkNotValid,
      'This link has expired: it worked for 5 minutes. Repeat the request that answered it to get a new one.',
    );
  }

  private tokenOf(document: LinkedDocument): string {
    const expires = this.clock.now().getTime() + VALID_FOR_MS;
    const payload: Payload = { ...document, expires, nonce: systemIds.random() };
    const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
    return `${encoded}.${this.signatures.tokenOf(encoded)}`;
  }
}

type Payload = LinkedDocument & {
  /** Milliseconds since 1970. */
  expires: number;
  /** Makes each link another one. */
  nonce: string;
};

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

import { Injectable } from '@nestjs/common';
import { LinkTokens } from '#lib/service-kit';
import { CustomersConfig } from '../../customers.config.js';
import { type Asking } from './relationship-request.js';

const STANDING = /^([0-9a-f-]{36})(?:_([0-9a-f-]{36}))?_([\w-]{43})$/;

/** Links by which customers accept partners: single-use ones, and each partner's standing one. */
@Injectable()
export class RequestLinks {
  private readonly requests: LinkTokens;
  private readonly standing: LinkTokens;

  constructor(private readonly config: CustomersConfig) {
    this.requests = new LinkTokens(config.LINK_SECRET_FILE, 'relationship-request');
    this.standing = new LinkTokens(config.LINK_SECRET_FILE, 'standing-relationship-request');
  }

  tokenOf(requestId: string): string {
    return this.requests.tokenOf(requestId);
  }

  /** A partner has one standing link, and one with each of its providers. It says itself whose it is, and nothing is kept. */
  standingTokenOf(asking: Asking): string {
    const name = nameOf(asking);
    return `${name}_${this.standing.tokenOf(name)}`;
  }

  /** Who asks by a standing link; undefined for a token that is none, or was tampered with. */
  askingBy(token: string): Asking | undefined {
    const [, partnerId, indirectProviderId] = STANDING.exec(token) ?? [];
    if (!partnerId) return undefined;
    const asking = { partnerId, ...(indirectProviderId && { indirectProviderId }) };
    return this.standing.hashOf(this.standingTokenOf(asking)) === this.standing.hashOf(token) ? asking : undefined;
  }

  hashOf(token: string): string {
    return this.requests.hashOf(token);
  }

  /** With the query that Partner Center's links have, for scripts that read it. */
  urlOf(token: string, { partnerId, indirectProviderId }: Asking, mpnId?: string): string {
    const query = new URLSearchParams({
      invType: indirectProviderId ? 'IndirectResellerRelationship' : 'ResellerRelationship',
      partnerId,
      msppId: mpnId ?? '0',
      ...(indirectProviderId && { indirectCSPId: indirectProviderId }),
    });
    return `${this.config.issuer}/invitations/${token}?${query.toString()}`;
  }
}

function nameOf({ partnerId, indirectProviderId }: Asking): string {
  return indirectProviderId ? `${partnerId}_${indirectProviderId}` : partnerId;
}

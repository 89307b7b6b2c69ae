import { Injectable } from '@nestjs/common';
import { LinkTokens } from '#lib/service-kit';
import { RelationshipsConfig } from '../../relationships.config.js';

/** Links by which resellers accept invitations. */
@Injectable()
export class InvitationLinks {
  private readonly tokens: LinkTokens;

  constructor(private readonly config: RelationshipsConfig) {
    this.tokens = new LinkTokens(config.LINK_SECRET_FILE, 'partnership-invitation');
  }

  tokenOf(invitationId: string): string {
    return this.tokens.tokenOf(invitationId);
  }

  urlOf(invitationId: string): string {
    return `${this.config.issuer}/partnershipinvitations/${this.tokenOf(invitationId)}`;
  }

  hashOf(token: string): string {
    return this.tokens.hashOf(token);
  }
}

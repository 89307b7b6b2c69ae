import { Injectable } from '@nestjs/common';
import { DependencyUnavailableError, InternalClient, internalPath } from '#lib/service-kit';
import { type InvitationText } from '../mail/mail-text.js';

/** Asks relationships, which owns invitations and their links, when a mail is sent: no event carries them. */
@Injectable()
export class RelationshipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** The mail that a provider asked for; undefined when its link cannot be used any more. */
  async invitation(providerId: string, invitationId: string, mailId: string): Promise<InvitationText | undefined> {
    const path = internalPath`/internal/partnershipinvitations/${providerId}/${invitationId}/mails/${mailId}`;
    const { status, body } = await this.internal.call('relationships', 'GET', path);
    if (status === 404) return undefined;
    if (status !== 200) throw new DependencyUnavailableError('relationships');
    return body as InvitationText;
  }
}

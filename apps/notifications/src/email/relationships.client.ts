import { Injectable } from '@nestjs/common';
import { InternalClient } from '#lib/service-kit';
import { getInvitationMail, type InvitationMail } from '#contracts/internal/relationships';

/** Asks relationships, which owns invitations and their links, when a mail is sent: no event carries them. */
@Injectable()
export class RelationshipsClient {
  constructor(private readonly internal: InternalClient) {}

  /** The mail that a provider asked for; undefined when its link cannot be used any more. */
  async invitation(providerId: string, invitationId: string, mailId: string): Promise<InvitationMail | undefined> {
    const { status, body } = await this.internal.call(getInvitationMail, { providerId, invitationId, mailId });
    return status === 200 ? body : undefined;
  }
}

import { Injectable } from '@nestjs/common';
import { type PartnerView } from '../access/partner-directory.js';
import { InternalClient } from '../internal/internal-client.js';
import { internalPath } from '../internal/internal-path.js';

/** The partner whose MPN ID it is. */
export type MpnIdHolder = PartnerView & { partnerId: string };

/**
 * Partners as their owner, enrollment, knows them at this moment: for decisions on what can change, such as the status or
 * the MPN ID. Enrollment away is 503, never an answer.
 */
@Injectable()
export class CurrentPartners {
  constructor(private readonly internal: InternalClient) {}

  async find(partnerId: string): Promise<PartnerView | undefined> {
    const { status, body } = await this.internal.call(
      'enrollment',
      'GET',
      internalPath`/internal/partners/${partnerId}`,
    );
    return status === 200 ? (body as PartnerView) : undefined;
  }

  /** Whose an MPN ID is. `profile-only`: the membership directory knows the number, but it is no partner's. */
  async holderOf(mpnId: string): Promise<MpnIdHolder | 'profile-only' | undefined> {
    const path = internalPath`/internal/partners?mpnId=${mpnId}`;
    const { status, body } = await this.internal.call('enrollment', 'GET', path);
    if (status !== 200) return undefined;
    return (body as { profileOnly?: true }).profileOnly ? 'profile-only' : (body as MpnIdHolder);
  }
}

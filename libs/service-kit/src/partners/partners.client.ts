import { Injectable } from '@nestjs/common';
import { getMpnId, getPartner, type MpnIdHolder } from '#contracts/internal/enrollment';
import { type PartnerView } from '../access/partner-directory.js';
import { InternalClient } from '../internal/internal-client.js';

/**
 * Partners as their owner, enrollment, knows them at this moment: for decisions on what can change, such as the status or
 * the MPN ID. Enrollment away is 503, never an answer.
 */
@Injectable()
export class PartnersClient {
  constructor(private readonly internal: InternalClient) {}

  async find(partnerId: string): Promise<PartnerView | undefined> {
    const answer = await this.internal.call(getPartner, { partnerId });
    return answer.status === 200 ? answer.body : undefined;
  }

  /** Whose an MPN ID is. `profile-only`: the membership directory knows the number, but it is no partner's. */
  async holderOf(mpnId: string): Promise<MpnIdHolder | 'profile-only' | undefined> {
    const answer = await this.internal.call(getMpnId, { mpnId });
    return answer.status === 200 ? (answer.body.holder ?? 'profile-only') : undefined;
  }
}

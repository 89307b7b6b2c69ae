import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { type Partner } from '../partner/partner.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { MpnAssociationRepository, type MpnAssociation } from './mpn-association.repository.js';

/** Longer than any request lasts: who is still writing the partner's document is not disturbed. */
const DOUBT_MS = 60_000;

/** Sees to it that an MPN ID belongs to one partner, whatever dies between the writes of the number and of the partner. */
@Injectable()
export class MpnAssociations {
  constructor(
    private readonly associations: MpnAssociationRepository,
    private readonly partners: PartnerRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes the number the partner's own around `write`, which puts it into the partner's document. */
  async associate(
    { mpnId, partnerId }: { mpnId: string | undefined; partnerId: string },
    write: () => Promise<Partner>,
  ): Promise<Partner> {
    if (mpnId === undefined) return write();
    await this.reserve({ mpnId, partnerId });
    const old = (await this.partners.find(partnerId))?.mpnId;
    if (old !== undefined && old !== mpnId) {
      await this.associations.doubt({ mpnId: old, partnerId }, this.clock.now());
    }
    const partner = await write();
    for (const number of [mpnId, old]) if (number !== undefined) await this.settle({ mpnId: number, partnerId });
    return partner;
  }

  /** Claims the number; if the partner's document does not get it within a minute, it is free again. */
  async reserve(association: MpnAssociation): Promise<void> {
    if (await this.associations.claim(association, this.clock.now())) return;
    throw new PartnerError(
      faults.conflict,
      `The MPN ID ${association.mpnId} is associated with another partner account. Choose another one.`,
    );
  }

  /** Associations that a crash left in doubt. */
  inDoubt(limit: number): Promise<MpnAssociation[]> {
    return this.associations.doubtfulBefore(new Date(this.clock.now().getTime() - DOUBT_MS), limit);
  }

  /** Ends a doubt: the partner's document decides. */
  async settle(association: MpnAssociation): Promise<void> {
    const partner = await this.partners.find(association.partnerId);
    const holds = partner?.mpnId === association.mpnId;
    await (holds ? this.associations.confirm(association) : this.associations.release(association));
  }
}

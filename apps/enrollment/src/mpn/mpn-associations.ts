import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { type Partner } from '../partner/partner.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { MpnAssociationRepository } from './mpn-association.repository.js';

/** Longer than any request lasts: who is still writing the partner's document is not disturbed. */
const DOUBT_MS = 60_000;
const BATCH = 100;

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
    const now = this.clock.now();
    if (!(await this.associations.claim({ mpnId, partnerId }, now))) {
      throw new PartnerError(
        faults.conflict,
        `The MPN ID ${mpnId} is associated with another partner account. Choose another one.`,
      );
    }
    const old = (await this.partners.find(partnerId))?.mpnId;
    if (old !== undefined && old !== mpnId) await this.associations.doubt({ mpnId: old, partnerId }, now);
    const partner = await write();
    for (const number of [mpnId, old]) if (number !== undefined) await this.settle({ mpnId: number, partnerId });
    return partner;
  }

  /** Ends the doubts that a crash left. */
  async settleDoubts(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - DOUBT_MS);
    for (const association of await this.associations.doubtfulBefore(before, BATCH)) await this.settle(association);
  }

  /** The partner's document decides. */
  private async settle(association: { mpnId: string; partnerId: string }): Promise<void> {
    const partner = await this.partners.find(association.partnerId);
    const holds = partner?.mpnId === association.mpnId;
    await (holds ? this.associations.confirm(association) : this.associations.release(association));
  }
}

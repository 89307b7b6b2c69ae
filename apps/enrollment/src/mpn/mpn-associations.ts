import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Clock, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { type SweepPage } from '#lib/service-kit';
import { type Partner } from '../partner/partner.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { MpnAssociationRepository, type Doubt, type MpnAssociation } from './mpn-association.repository.js';

/** The sweep leaves younger doubts to whoever is still writing the partner's document. */
const DOUBT_MS = 60_000;
/** A claim that is older is not relied on any more: far from the time at which the sweep may give it up. */
const CLAIM_COUNTS_MS = 30_000;
const MAX_TRIES = 5;

/** What the write of the partner's document relies on. */
export interface MpnClaim {
  /** To be kept with the number. */
  id?: string;
  /** Why it cannot rely on it: asked at the moment of the write, with the partner as it is then. */
  fault(known: Partner | undefined): Rejected | undefined;
}

/** Puts a number into the partner's document. */
export type WritePartner = (claim: MpnClaim) => Promise<Partner | Rejected>;

/** Another number has come into the partner's document since it was read. */
const numberChanged = reject(
  faults.unavailable,
  'Another request is changing the MPN ID. Nothing was changed; try again.',
  1,
);

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
    write: WritePartner,
  ): Promise<Partner | Rejected> {
    if (mpnId === undefined) return write({ fault: () => undefined });
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const partner = await this.tryToAssociate({ mpnId, partnerId }, write);
      if (partner !== numberChanged) return partner;
    }
    return numberChanged;
  }

  /** Claims the number; if the partner's document does not get it within a minute, it is free again. */
  async reserve(association: MpnAssociation): Promise<Doubt | Rejected> {
    const claim = await this.associations.claim(association, this.clock.now());
    if (claim) return claim;
    return reject(
      faults.conflict,
      `The MPN ID ${association.mpnId} is associated with another partner account. Choose another one.`,
    );
  }

  /** To be asked at the moment of the write that relies on a claim: the sweep may give up one that is too old. */
  ageFault({ since }: Doubt): Rejected | undefined {
    if (this.clock.now().getTime() < since.getTime() + CLAIM_COUNTS_MS) return undefined;
    return reject(faults.unavailable, 'It took too long to associate the MPN ID. Nothing was changed; try again.', 1);
  }

  /** Doubts that a crash left. Whoever holds one of them still, but slowly, cannot rely on it any more. */
  inDoubt(page: SweepPage): Promise<MpnAssociation[]> {
    return this.associations.doubtfulBefore(new Date(this.clock.now().getTime() - DOUBT_MS), page);
  }

  /** Ends a doubt that is still there: the partner's document decides. */
  async settle(association: MpnAssociation): Promise<void> {
    const doubt = await this.associations.doubtBefore(association, new Date(this.clock.now().getTime() - DOUBT_MS));
    if (!doubt) return;
    const partner = await this.partners.find(association.partnerId);
    if (partner?.mpnId === doubt.mpnId) await this.associations.confirm(doubt);
    else await this.associations.release(doubt);
  }

  /**
   * The partner is read before its numbers are claimed. Each write leaves another claim with the partner, also one of the same
   * number: so of several at once, one writes, and the others claim anew.
   */
  private async tryToAssociate({ mpnId, partnerId }: MpnAssociation, write: WritePartner): Promise<Partner | Rejected> {
    const before = await this.partners.find(partnerId);
    const old = before?.mpnId;
    const claim = await this.reserve({ mpnId, partnerId });
    if (isRejected(claim)) return claim;
    const left =
      old !== undefined && old !== mpnId
        ? await this.associations.doubt({ mpnId: old, partnerId }, this.clock.now())
        : undefined;
    const fault = (known: Partner | undefined): Rejected | undefined =>
      known?.mpnId !== old || known?.mpnClaim !== before?.mpnClaim ? numberChanged : this.ageFault(claim);
    const partner = await write({ id: claim.id ?? undefined, fault });
    // Where nothing was written, such as for a repeat, the sweep settles what is in doubt.
    if (isRejected(partner) || partner.mpnClaim !== claim.id) return partner;
    await this.associations.confirm(claim);
    if (left) await this.associations.release(left);
    return partner;
  }
}

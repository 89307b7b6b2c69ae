import { Inject, Param, Query } from '@nestjs/common';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getMpnId, getPartner, type MpnIdFacts, type PartnerFacts } from '#contracts/internal/enrollment';
import { GuidPipe, invalidArgument, notFound } from '#lib/partner-api';
import { MEMBERSHIP_DIRECTORY, type MembershipDirectory } from '../mpn/membership-directory.js';
import { MpnAssociationRepository } from '../mpn/mpn-association.repository.js';
import { type Partner } from './partner.js';
import { PartnerRepository } from './partner.repository.js';

/** Whether a tenant is a partner, for services whose projection does not know it. */
@InternalController()
export class InternalPartnerController {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly associations: MpnAssociationRepository,
    @Inject(MEMBERSHIP_DIRECTORY) private readonly directory: MembershipDirectory,
  ) {}

  /** Whose an MPN ID is. */
  @InternalEndpoint(getMpnId)
  async byMpnId(@Query('mpnId') mpnId?: string): Promise<MpnIdFacts> {
    if (!mpnId) throw invalidArgument('mpnId is required.');
    const holder = await this.associations.holderOf(mpnId);
    const partner = holder && (await this.partners.find(holder));
    if (partner && partner.mpnId === mpnId) return { holder: { partnerId: partner.id, ...toFacts(partner) } };
    if (await this.directory.find(mpnId)) return {};
    throw notFound(`Nobody knows the MPN ID ${mpnId}.`);
  }

  @InternalEndpoint(getPartner)
  async get(@Param('partnerId', GuidPipe) id: string): Promise<PartnerFacts> {
    const partner = await this.partners.find(id);
    if (!partner) throw notFound(`There is no partner ${id}.`);
    return toFacts(partner);
  }
}

function toFacts({ companyName, partnerType, status, country, cloud, mpnId }: Partner): PartnerFacts {
  return { companyName, partnerType, status, country, cloud, ...(mpnId && { mpnId }) };
}

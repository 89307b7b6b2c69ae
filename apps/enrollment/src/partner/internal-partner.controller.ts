import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { type PartnerView, InternalController } from '#lib/service-kit';
import { GuidPipe, invalidArgument, notFound } from '#lib/partner-api';
import { MEMBERSHIP_DIRECTORY, type MembershipDirectory } from '../mpn/membership-directory.js';
import { MpnAssociationRepository } from '../mpn/mpn-association.repository.js';
import { type Partner } from './partner.js';
import { PartnerRepository } from './partner.repository.js';

/** A partner, or that the membership directory alone knows the number. */
type HolderOfMpn = (PartnerView & { partnerId: string }) | { profileOnly: true };

/** Whether a tenant is a partner, for services whose projection does not know it. */
@Controller('internal/partners')
@InternalController('identity', 'relationships', 'customers', 'agreements', 'notifications')
export class InternalPartnerController {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly associations: MpnAssociationRepository,
    @Inject(MEMBERSHIP_DIRECTORY) private readonly directory: MembershipDirectory,
  ) {}

  /** Whose an MPN ID is. */
  @Get()
  async byMpnId(@Query('mpnId') mpnId?: string): Promise<HolderOfMpn> {
    if (!mpnId) throw invalidArgument('mpnId is required.');
    const holder = await this.associations.holderOf(mpnId);
    const partner = holder && (await this.partners.find(holder));
    if (partner && partner.mpnId === mpnId) return { partnerId: partner.id, ...toView(partner) };
    if (await this.directory.find(mpnId)) return { profileOnly: true };
    throw notFound(`Nobody knows the MPN ID ${mpnId}.`);
  }

  @Get(':id')
  async get(@Param('id', GuidPipe) id: string): Promise<PartnerView> {
    const partner = await this.partners.find(id);
    if (!partner) throw notFound(`There is no partner ${id}.`);
    return toView(partner);
  }
}

function toView({ companyName, partnerType, status, country, cloud, mpnId }: Partner): PartnerView {
  return { companyName, partnerType, status, country, cloud, ...(mpnId && { mpnId }) };
}

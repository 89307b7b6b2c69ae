import { Body, Controller, Get, Headers, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { cspRegionOf } from '#lib/countries';
import { accepted, ApiCollection, collection, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, RateLimit, type Caller, type Command } from '#lib/service-kit';
import { EnrollmentUseCases } from '../enrollment/enrollment.use-cases.js';
import { DirectorySignInRequest, MpnProfileDto } from '../mpn/mpn-profile.dto.js';
import { type Partner } from '../partner/partner.js';
import {
  BillingProfileRequest,
  BillingProfileResource,
  LegalBusinessProfileQuery,
  LegalBusinessProfileRequest,
  LegalBusinessProfileResource,
  MpnProfileQuery,
  MpnProfileRequest,
  MpnProfileResource,
  OrganizationProfileRequest,
  OrganizationProfileResource,
  SupportProfileRequest,
  SupportProfileResource,
} from './profile.dto.js';
import {
  toBillingProfile,
  toEnrolling,
  toLegalBusinessProfile,
  toMpnProfile,
  toOrganizationProfile,
  toSupportProfile,
} from './profile.mapping.js';
import { DirectoryProfileRequest, DirectoryProfileResource, toDirectoryProfile } from './directory-profile.dto.js';
import { ProfileUseCases } from './profile.use-cases.js';

/** Companies look at their profiles while they enrol, too: the profile itself says whether there is one. */
const readers: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'],
  partnerTypes: 'none',
  app: true,
};
const writers: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes: 'none', app: true };
const billingWriters: Access = { ...writers, roles: [...writers.roles, 'BillingAdmin'] };
const identifiers: Access = { roles: ['GlobalAdmin'], partnerTypes: 'none' };

/** What a partner says of itself, as in Partner Center. */
const ifMatch = {
  name: 'If-Match',
  description: 'The etag that was read; it can be in the attributes.',
  required: false,
};

@ApiTags('Profiles')
@Controller('v1/profiles')
export class ProfileController {
  constructor(
    private readonly useCases: ProfileUseCases,
    private readonly enrollments: EnrollmentUseCases,
  ) {}

  /** The legal business profile, and the state of its verification. Also for a company that is enrolling. */
  @Get('legalbusiness')
  @Access(readers)
  async legalBusiness(
    @CurrentCaller() { tenantId }: Caller,
    @Query() { vettingVersion = 'Current' }: LegalBusinessProfileQuery,
  ): Promise<LegalBusinessProfileResource> {
    const shown = accepted(await this.useCases.partnerOrEnrollment(tenantId));
    if ('enrollment' in shown) return toEnrolling(shown.enrollment);
    return toLegalBusinessProfile(shown.partner, vettingVersion.toLowerCase().startsWith('last'));
  }

  /** Replaces the legal business profile. Contacts change at once; a new name or address is verified before it is in force. */
  @Put('legalbusiness')
  @Access(writers)
  async changeLegalBusiness(
    @CurrentCommand() command: Command,
    @Body() request: LegalBusinessProfileRequest,
  ): Promise<LegalBusinessProfileResource> {
    const partner = accepted(await this.useCases.changeLegal(command, request));
    return toLegalBusinessProfile(partner, false);
  }

  /** The profile of an MPN ID. Without one, the caller's own. */
  @Get('mpn')
  @Access({ ...readers, app: false })
  async mpn(@CurrentCaller() { tenantId }: Caller, @Query() { mpnId }: MpnProfileQuery): Promise<MpnProfileResource> {
    const profile = accepted(await this.useCases.mpnProfile(tenantId, mpnId));
    return toMpnProfile(profile.mpnId, profile.companyName);
  }

  /** Signs in to the membership directory. For an hour this proves which MPN IDs belong to the company. */
  @Post('mpn/signin')
  @HttpCode(200)
  @RateLimit(20)
  @ApiCollection(MpnProfileDto)
  @Access(identifiers)
  async signInToDirectory(
    @CurrentCommand() command: Command,
    @Body() { userName, password }: DirectorySignInRequest,
  ): Promise<Collection<MpnProfileDto>> {
    const profiles = accepted(await this.enrollments.signInToDirectory(command, userName, password));
    return collection('/profiles/mpn', profiles);
  }

  /** Associates an MPN ID. A company that is enrolling may claim one; a partner has to sign in to the directory first. */
  @Put('mpn')
  @Access(identifiers)
  async associateMpn(
    @CurrentCommand() command: Command,
    @Body() request: MpnProfileRequest,
  ): Promise<MpnProfileResource> {
    const { mpnId } = request;
    accepted(await this.useCases.associateMpn(command, request));
    return toMpnProfile(mpnId, accepted(await this.useCases.mpnProfile(command.caller.tenantId, mpnId)).companyName);
  }

  /** What the partner's company is called and where it is. */
  @Get('organization')
  @Access(readers)
  async organization(@CurrentCaller() { tenantId }: Caller): Promise<OrganizationProfileResource> {
    return toOrganizationProfile(accepted(await this.useCases.partner(tenantId)));
  }

  /** Replaces the profile. If the request has an etag, it must be the current one. */
  @Put('organization')
  @ApiHeader(ifMatch)
  @Access(writers)
  async changeOrganization(
    @CurrentCommand() command: Command,
    @Body() request: OrganizationProfileRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<OrganizationProfileResource> {
    const etags = [ifMatch, request.attributes?.etag];
    return toOrganizationProfile(accepted(await this.useCases.changeOrganization(command, request, etags)));
  }

  /** How the partner's customers reach its support. */
  @Get('support')
  @Access(readers)
  async support(@CurrentCaller() { tenantId }: Caller): Promise<SupportProfileResource> {
    return toSupportProfile(accepted(await this.useCases.partner(tenantId)));
  }

  /** Replaces the support profile. If the request has an etag, it must be the current one. */
  @Put('support')
  @Access(writers)
  async changeSupport(
    @CurrentCommand() command: Command,
    @Body() request: SupportProfileRequest,
  ): Promise<SupportProfileResource> {
    return toSupportProfile(accepted(await this.useCases.changeSupport(command, request)));
  }

  /** How the provider presents itself to resellers. */
  @Get('directory')
  @Access({ ...readers, partnerTypes: ['indirect-provider'] })
  async directory(@CurrentCaller() { tenantId }: Caller): Promise<DirectoryProfileResource> {
    return toDirectoryProfile(accepted(await this.useCases.partner(tenantId)));
  }

  /** Replaces what resellers find at `GET /v1/providers`. If the request has an etag, it must be the current one. */
  @Put('directory')
  @ApiHeader(ifMatch)
  @Access({ ...writers, partnerTypes: ['indirect-provider'] })
  async changeDirectory(
    @CurrentCommand() command: Command,
    @Body() request: DirectoryProfileRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<DirectoryProfileResource> {
    const etags = [ifMatch, request.attributes?.etag];
    return toDirectoryProfile(accepted(await this.useCases.changeDirectory(command, request, etags)));
  }

  /** Who receives the partner's invoices, and where. */
  @Get('billing')
  @Access(readers)
  async billing(@CurrentCaller() { tenantId }: Caller): Promise<BillingProfileResource> {
    return withCurrencies(accepted(await this.useCases.partner(tenantId)));
  }

  /** Replaces the profile. If the request has an etag, it must be the current one. */
  @Put('billing')
  @ApiHeader(ifMatch)
  @Access(billingWriters)
  async changeBilling(
    @CurrentCommand() command: Command,
    @Body() request: BillingProfileRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<BillingProfileResource> {
    const etags = [ifMatch, request.attributes?.etag];
    return withCurrencies(accepted(await this.useCases.changeBilling(command, request, etags)));
  }
}

function withCurrencies(partner: Partner): BillingProfileResource {
  return toBillingProfile(partner, cspRegionOf(partner.country)?.currencies ?? []);
}

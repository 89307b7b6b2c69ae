import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiCollection, collection, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, RateLimit, type Caller, type Command } from '#lib/service-kit';
import { LegalProfileDto, PrimaryContactDto, SupportContactDto, toLegalProfile } from '../company/company.dto.js';
import { AssociateMpnRequest, EnrollmentResource, StartEnrollmentRequest, toResource } from './enrollment.dto.js';
import { enrolling, EnrollmentUseCases } from './enrollment.use-cases.js';
import { DirectorySignInRequest, MpnProfileDto } from '../mpn/mpn-profile.dto.js';

@ApiTags('Enrollment')
@Controller('v1/enrollments')
export class EnrollmentController {
  constructor(private readonly useCases: EnrollmentUseCases) {}

  /** Begins the enrolment of the caller's tenant. A tenant has one. An enrolment that was withdrawn or refused begins again. */
  @Post()
  @Access(enrolling)
  async start(
    @CurrentCommand() command: Command,
    @Body() request: StartEnrollmentRequest,
  ): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.start(command, request.program)));
  }

  /** The status of the enrolment, and what is still missing. */
  @Get('current')
  @Access({ ...enrolling, app: true })
  async current(@CurrentCaller() { tenantId }: Caller): Promise<EnrollmentResource> {
    const enrollment = accepted(await this.useCases.current(tenantId));
    return toResource(enrollment, { mpnId: await this.useCases.partnersMpnId(tenantId) });
  }

  /** Sets the legal business name and address. */
  @Put('current/legalprofile')
  @Access(enrolling)
  async legalProfile(
    @CurrentCommand() command: Command,
    @Body() profile: LegalProfileDto,
  ): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.giveLegalProfile(command, toLegalProfile(profile))));
  }

  /** Sets the primary contact. If the address changes before it is confirmed, the new address gets a link of its own. */
  @Put('current/primarycontact')
  @Access(enrolling)
  async primaryContact(
    @CurrentCommand() command: Command,
    @Body() contact: PrimaryContactDto,
  ): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.givePrimaryContact(command, contact)));
  }

  /** Sets the support contact for the company's customers. */
  @Put('current/supportcontact')
  @Access(enrolling)
  async supportContact(
    @CurrentCommand() command: Command,
    @Body() contact: SupportContactDto,
  ): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.giveSupportContact(command, contact)));
  }

  /** Signs in to the membership directory; answers the company profiles to choose from. */
  @Post('current/mpndirectory/signin')
  @HttpCode(200)
  @RateLimit(20)
  @ApiCollection(MpnProfileDto)
  @Access(enrolling)
  async signInToDirectory(
    @CurrentCommand() command: Command,
    @Body() { userName, password }: DirectorySignInRequest,
  ): Promise<Collection<MpnProfileDto>> {
    const profiles = accepted(await this.useCases.signInToDirectory(command, userName, password));
    return collection('/enrollments/current/mpndirectory', profiles);
  }

  /** Associates an MPN ID: one that the directory showed, or another one that the company names. */
  @Put('current/mpn')
  @Access(enrolling)
  async mpn(@CurrentCommand() command: Command, @Body() { mpnId }: AssociateMpnRequest): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.associateMpn(command, mpnId)));
  }

  /** Enroll now: the primary contact gets a link. The review begins when the address is confirmed. */
  @Post('current/submit')
  @HttpCode(200)
  @Access(enrolling)
  async submit(@CurrentCommand() command: Command): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.submit(command)));
  }

  /** Sends the primary contact a new link, and invalidates the previous one. At most once a minute and five times a day. */
  @Post('current/verification')
  @HttpCode(200)
  @Access(enrolling)
  async sendVerificationAgain(@CurrentCommand() command: Command): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.sendVerificationAgain(command)));
  }

  /** Withdraws an enrolment whose review has not begun. */
  @Post('current/withdraw')
  @HttpCode(200)
  @Access(enrolling)
  async withdraw(@CurrentCommand() command: Command): Promise<EnrollmentResource> {
    return toResource(accepted(await this.useCases.withdraw(command)));
  }
}

import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted } from '#lib/partner-api';
import { Anonymous, CurrentAnonymousCommand, RateLimit, type AnonymousCommand } from '#lib/service-kit';
import { toLinkResource, VerificationLinkResource } from '../enrollment/enrollment.dto.js';
import { EnrollmentUseCases } from '../enrollment/enrollment.use-cases.js';

/** For who has the link of a verification mail. */
@ApiTags('Enrollment')
@Controller('v1/verifications')
@Anonymous()
export class VerificationController {
  constructor(private readonly useCases: EnrollmentUseCases) {}

  /** What the link is about. Changes nothing, so that programs that check links do not confirm. */
  @Get(':token')
  @RateLimit(60)
  async get(@Param('token') token: string): Promise<VerificationLinkResource> {
    return toLinkResource(accepted(await this.useCases.atLink(token)));
  }

  /** Confirms that the address belongs to the company and that its owner signed up. A link works once. */
  @Post(':token')
  @HttpCode(200)
  @RateLimit(60)
  async confirm(
    @CurrentAnonymousCommand() command: AnonymousCommand,
    @Param('token') token: string,
  ): Promise<VerificationLinkResource> {
    return toLinkResource(accepted(await this.useCases.confirmEmail(command, token)));
  }
}

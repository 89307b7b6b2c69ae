import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiPages, GuidPipe, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCommand, type Command, operatorAccess } from '#lib/service-kit';
import { EnrollmentResource, ListEnrollmentsQuery, ReviewRequest, toOperatorResource } from './enrollment.dto.js';
import { EnrollmentRepository } from './enrollment.repository.js';
import { EnrollmentUseCases } from './enrollment.use-cases.js';

@ApiTags('Operator')
@Controller('v1/operator/enrollments')
export class OperatorEnrollmentController {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly useCases: EnrollmentUseCases,
  ) {}

  /** Enrolments with one status, or all of them. Those that wait for a decision are `in-review`. */
  @Get()
  @ApiPages(EnrollmentResource)
  @Access(operatorAccess)
  async list(
    @Query() query: ListEnrollmentsQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<EnrollmentResource>> {
    const seek = seekOf(ListEnrollmentsQuery, query, token, '/operator/enrollments');
    const found = await this.enrollments.search(seek.query.status, seek);
    return pageOf('/operator/enrollments', seek, found.map(toOperatorResource), (enrollment) => enrollment);
  }

  /** One enrolment, as the reviewer sees it. */
  @Get(':id')
  @Access(operatorAccess)
  async get(@Param('id', GuidPipe) id: string): Promise<EnrollmentResource> {
    return toOperatorResource(accepted(await this.useCases.byId(id)));
  }

  /** Approves, rejects or asks for more. Approving makes the company an indirect reseller, active at once. */
  @Post(':id/decision')
  @HttpCode(200)
  @Access({ ...operatorAccess, current: true })
  async decide(
    @CurrentCommand() command: Command,
    @Param('id', GuidPipe) id: string,
    @Body() { decision, reasons = [] }: ReviewRequest,
  ): Promise<EnrollmentResource> {
    return toOperatorResource(accepted(await this.useCases.review(command.id, id, decision, reasons)));
  }
}

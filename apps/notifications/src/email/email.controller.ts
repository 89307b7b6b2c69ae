import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPages, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, operatorAccess } from '#lib/service-kit';
import { EmailResource, ListEmailsQuery, toResource } from './email.dto.js';
import { EmailRepository } from './email.repository.js';

@ApiTags('Operator')
@Controller('v1/operator/emails')
export class EmailController {
  constructor(private readonly emails: EmailRepository) {}

  /** The mails and their status, in pages. With `status=failed`: those that could not be sent. */
  @Get()
  @ApiPages(EmailResource)
  @Access(operatorAccess)
  async list(
    @Query() query: ListEmailsQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<EmailResource>> {
    const seek = seekOf(ListEmailsQuery, query, token, '/operator/emails');
    const found = await this.emails.list(seek.query.status, seek);
    return pageOf('/operator/emails', seek, found, toResource);
  }
}

import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPages, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, operatorAccess, type Caller } from '#lib/service-kit';
import { DeadLetterDecisionRequest, DeadLetterResource, ListDeadLettersQuery, toResource } from './dead-letter.dto.js';
import { DeadLettersClient } from './dead-letters.client.js';

@ApiTags('Operator')
@Controller('v1/operator/deadletters')
export class DeadLetterController {
  constructor(private readonly letters: DeadLettersClient) {}

  /** The messages that services could not handle, the oldest first, in pages. With `status=waiting`: those to decide on. */
  @Get()
  @ApiPages(DeadLetterResource)
  @Access(operatorAccess)
  async list(
    @Query() query: ListDeadLettersQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<DeadLetterResource>> {
    const seek = seekOf(ListDeadLettersQuery, query, token, '/operator/deadletters');
    const found = await this.letters.list(seek.query, seek);
    return pageOf('/operator/deadletters', seek, found, toResource);
  }

  /** One of them. */
  @Get(':deadLetterId')
  @Access(operatorAccess)
  async get(@Param('deadLetterId') id: string): Promise<DeadLetterResource> {
    return toResource(await this.letters.get(id));
  }

  /** Gives it to its service again, or discards it. 409: it does not wait any more. What is replayed and fails is waiting again. */
  @Post(':deadLetterId/decision')
  @HttpCode(200)
  @Access({ ...operatorAccess, current: true })
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('deadLetterId') id: string,
    @Body() { decision }: DeadLetterDecisionRequest,
  ): Promise<DeadLetterResource> {
    return toResource(await this.letters.decide(id, decision, caller));
  }
}

import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiCollection, collection, type Collection } from '#lib/partner-api';
import { Access, operatorAccess } from '#lib/service-kit';
import { ConsumerResource, toResource } from './consumer.dto.js';
import { ConsumersClient } from './consumers.client.js';

@ApiTags('Operator')
@Controller('v1/operator/consumers')
export class ConsumerController {
  constructor(private readonly consumers: ConsumersClient) {}

  /** How the consumer of each service is: how far it is behind, what waits, what became of messages, and dead letters. */
  @Get()
  @ApiCollection(ConsumerResource)
  @Access(operatorAccess)
  async list(): Promise<Collection<ConsumerResource>> {
    return collection('/operator/consumers', (await this.consumers.all()).map(toResource));
  }
}

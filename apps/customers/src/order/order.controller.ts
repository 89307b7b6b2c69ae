import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { ApiPages, GuidPipe, pageOf, SeekQuery, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { OrderResource, PlaceOrderRequest, toOrdered, toResource } from './order.dto.js';
import { OrderUseCases } from './order.use-cases.js';

@ApiTags('Orders')
@Controller('v1/customers/:customerId/orders')
export class OrderController {
  constructor(private readonly useCases: OrderUseCases) {}

  /** Places an order. 13605: confirm the customer agreement first, then the same order goes through. */
  @Post()
  @Access({ roles: ['AdminAgent', 'SalesAgent'], partnerTypes: ['direct-bill', 'indirect-provider'], app: true })
  async place(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: PlaceOrderRequest,
  ): Promise<OrderResource> {
    return toResource(await this.useCases.place(command, customerId, toOrdered(customerId, request)));
  }

  /** What the caller has ordered for the customer. */
  @Get()
  @ApiPages(OrderResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() query: SeekQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<OrderResource>> {
    const seek = seekOf(SeekQuery, query, token, `/customers/${customerId}/orders of ${caller.tenantId}`);
    const found = await this.useCases.list(caller, customerId, seek);
    return pageOf(`/customers/${customerId}/orders`, seek, found, toResource);
  }

  @Get(':orderId')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('orderId', GuidPipe) orderId: string,
  ): Promise<OrderResource> {
    return toResource(await this.useCases.get(caller, customerId, orderId));
  }
}

import { Body, Controller, Get, Headers, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, ApiPages, GuidPipe, pageOf, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { toBillingCycle } from './billing-cycle.js';
import { AmendOrderRequest, ListOrdersQuery, OrderQuery, OrderResource, PlaceOrderRequest } from './order.dto.js';
import { toOrdered, toResource } from './order.mapping.js';
import { ordering, OrderUseCases } from './order.use-cases.js';

@ApiTags('Orders')
@Controller('v1/customers/:customerId/orders')
export class OrderController {
  constructor(private readonly useCases: OrderUseCases) {}

  /** Places an order. 13605: confirm the customer agreement first, then the same order goes through. */
  @Post()
  @Access(ordering)
  async place(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: PlaceOrderRequest,
  ): Promise<OrderResource> {
    return toResource(accepted(await this.useCases.place(command, customerId, toOrdered(customerId, request))));
  }

  /** The orders that the caller has placed for the customer; of one billing cycle if `billingType` names it. */
  @Get()
  @ApiPages(OrderResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() query: ListOrdersQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<OrderResource>> {
    const seek = seekOf(ListOrdersQuery, query, token, `/customers/${customerId}/orders of ${caller.tenantId}`);
    const { billingType } = seek.query;
    const billingCycle = billingType && toBillingCycle(billingType, 'billingType');
    const found = accepted(await this.useCases.list(caller, customerId, billingCycle, seek));
    return pageOf(`/customers/${customerId}/orders`, seek, found, toResource);
  }

  /** One order of the caller for the customer. */
  @Get(':orderId')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes, app: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('orderId', GuidPipe) orderId: string,
    @Query() _query: OrderQuery,
  ): Promise<OrderResource> {
    return toResource(accepted(await this.useCases.get(caller, customerId, orderId)));
  }

  /**
   * Adds add-ons to an order: lines that name a `parentSubscriptionId`. Existing lines can be sent along; their
   * `renewsTo.termDuration` is the term after the renewal. In a sandbox the status `cancelled` cancels the order.
   */
  @Patch(':orderId')
  @ApiHeader({ name: 'If-Match', description: 'The etag that was read; it can be in the attributes.', required: false })
  @Access(ordering)
  async amend(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('orderId', GuidPipe) orderId: string,
    @Body() request: AmendOrderRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<OrderResource> {
    return toResource(accepted(await this.useCases.amend(command, customerId, orderId, request, ifMatch)));
  }
}

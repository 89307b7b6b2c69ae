import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GuidPipe } from '#lib/partner-api';
import { Access, CurrentCommand, type Command } from '#lib/service-kit';
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
}

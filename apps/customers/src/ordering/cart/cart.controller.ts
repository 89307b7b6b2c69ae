import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Rejected } from '#lib/decision';
import { accepted, asAnsweredFault, GuidPipe } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { CartCheckoutResource, CartRequest, CartResource, ChangeCartRequest } from './cart.dto.js';
import { toCheckoutResource, toContent, toResource } from './cart.mapping.js';
import { type Cart } from './cart.js';
import { CartUseCases } from './cart.use-cases.js';

const buyers: Access = {
  roles: ['AdminAgent', 'SalesAgent'],
  partnerTypes: ['direct-bill', 'indirect-provider'],
  app: true,
};

/** What every change renews: when it comes back it says only which answer the client has. */
const RENEWED = ['lastModifiedTimestamp', 'lastModifiedUser', 'expirationTimestamp'];

@ApiTags('Orders')
@Controller('v1/customers/:customerId/carts')
export class CartController {
  constructor(private readonly useCases: CartUseCases) {}

  /** Creates a cart, which lasts a week from its last change. The checkout decides whether its lines can be ordered. */
  @Post()
  @Access(buyers)
  async create(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: CartRequest,
  ): Promise<CartResource> {
    return toResource(accepted(await this.useCases.create(command, customerId, toContent(request))));
  }

  /** One cart of the caller for the customer. */
  @Get(':cartId')
  @Access(buyers)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('cartId', GuidPipe) cartId: string,
  ): Promise<CartResource> {
    return toResource(accepted(await this.useCases.get(caller, customerId, cartId)));
  }

  /** Replaces the lines of a cart that is not checked out. */
  @Put(':cartId')
  @Access(buyers)
  async change(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('cartId', GuidPipe) cartId: string,
    @Body() request: ChangeCartRequest,
  ): Promise<CartResource> {
    const check = (cart: Cart): Rejected | undefined =>
      asAnsweredFault(request, { ...toResource(cart), ...renewedOf(request) });
    return toResource(accepted(await this.useCases.change(command, customerId, cartId, toContent(request), check)));
  }

  /** Orders what is in the cart: one order for each group of lines. A repeat gets the same answer and orders nothing. */
  @Post(':cartId/checkout')
  @Access(buyers)
  async checkout(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('cartId', GuidPipe) cartId: string,
  ): Promise<CartCheckoutResource> {
    return toCheckoutResource(accepted(await this.useCases.checkout(caller, customerId, cartId)));
  }
}

function renewedOf(request: object): object {
  return Object.fromEntries(Object.entries(request).filter(([name]) => RENEWED.includes(name)));
}

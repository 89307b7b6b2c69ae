import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { readRequest } from '#lib/partner-api';
import { CommandReceipts } from '#lib/service-kit';
import { changeSubscription, type ChangeSubscriptionV1 } from '#contracts/customers/ordering/change-subscription.v1';
import { placeOrder, type PlaceOrderV1 } from '#contracts/customers/ordering/place-order.v1';
import { CustomerRepository } from '../account/customer/customer.repository.js';
import { PlaceOrderRequest } from './order/order.dto.js';
import { toOrdered } from './order/order.mapping.js';
import { ordering, OrderUseCases } from './order/order.use-cases.js';
import { UpdateSubscriptionRequest } from './subscription/subscription.dto.js';
import { changing, SubscriptionUseCases } from './subscription/subscription.use-cases.js';

/** What a partner's platform orders over Kafka, as its users do over HTTP. */
@Controller()
export class OrderingConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly customers: CustomerRepository,
    private readonly orders: OrderUseCases,
    private readonly subscriptions: SubscriptionUseCases,
  ) {}

  /** An order that was accepted once is found by its id, whatever has changed since. */
  @CommandHandler(placeOrder)
  place(@Payload() message: CommandMessage<PlaceOrderV1>): Promise<void> {
    const customerId = message.data.customerId.toLowerCase();
    return this.receipts.take(message, {
      access: ordering,
      apply: (command) => {
        const request = readRequest(PlaceOrderRequest, message.data);
        return this.orders.place(command, customerId, toOrdered(customerId, request));
      },
    });
  }

  @CommandHandler(changeSubscription)
  change(@Payload() message: CommandMessage<ChangeSubscriptionV1>): Promise<void> {
    const customerId = message.data.customerId.toLowerCase();
    const subscriptionId = message.data.subscriptionId.toLowerCase();
    return this.receipts.take(message, {
      access: changing,
      apply: (command) => {
        const request = readRequest(UpdateSubscriptionRequest, message.data);
        return this.subscriptions.change(command, customerId, subscriptionId, request);
      },
      isApplied: ({ id }) => this.customers.hasApplied(customerId, id),
    });
  }
}

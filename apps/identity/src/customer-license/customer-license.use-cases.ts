import { Injectable } from '@nestjs/common';
import { type Caller, type Command } from '#lib/service-kit';
import { CustomerUserUseCases } from '../customer-user/customer-user.use-cases.js';
import { type SubscribedSku } from '#contracts/internal/customers';
import { consumedUnits, type License } from '../tenant/tenant.js';
import { updateLicenses, type LicenseUpdate } from './license-update.js';
import { SubscribedSkusClient } from './subscribed-skus.client.js';

/** The licences of a customer's users, for partners that hold delegated admin privileges. */
@Injectable()
export class CustomerLicenseUseCases {
  constructor(
    private readonly users: CustomerUserUseCases,
    private readonly skus: SubscribedSkusClient,
  ) {}

  /** What the customer has subscribed to, with the number of its users that have a licence. */
  async subscribed(caller: Caller, customerId: string): Promise<(SubscribedSku & { consumedUnits: number })[]> {
    const tenant = await this.users.tenantOf(caller, customerId);
    const skus = await this.skus.of(caller, customerId);
    return skus.map((sku) => ({ ...sku, consumedUnits: consumedUnits(tenant, sku.skuId) }));
  }

  async held(caller: Caller, customerId: string, userId: string): Promise<License[]> {
    const { user } = await this.users.find(caller, customerId, userId);
    return user.licenses ?? [];
  }

  /** A repeat changes nothing. */
  async update(command: Command, customerId: string, userId: string, update: LicenseUpdate): Promise<void> {
    await this.users.find(command.caller, customerId, userId);
    const skus = await this.skus.of(command.caller, customerId);
    await this.users.change(command, customerId, (tenant) => updateLicenses(tenant, userId, update, skus));
  }
}

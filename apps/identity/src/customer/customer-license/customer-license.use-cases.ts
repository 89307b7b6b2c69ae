import { Injectable } from '@nestjs/common';
import { isRejected, type Rejected } from '#lib/decision';
import { type Caller, type Command } from '#lib/service-kit';
import { CustomerUserUseCases } from '../customer-user/customer-user.use-cases.js';
import { type SubscribedSku } from '#contracts/internal/customers';
import { consumedUnits, type License, type Tenant } from '../../tenant/tenant.js';
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
  async subscribed(
    caller: Caller,
    customerId: string,
  ): Promise<(SubscribedSku & { consumedUnits: number })[] | Rejected> {
    const tenant = await this.users.tenantOf(caller, customerId);
    if (isRejected(tenant)) return tenant;
    const skus = await this.skus.of(caller, customerId);
    return skus.map((sku) => ({ ...sku, consumedUnits: consumedUnits(tenant, sku.skuId) }));
  }

  async held(caller: Caller, customerId: string, userId: string): Promise<License[] | Rejected> {
    const member = await this.users.find(caller, customerId, userId);
    return isRejected(member) ? member : (member.user.licenses ?? []);
  }

  /** A repeat changes nothing. */
  async update(
    command: Command,
    customerId: string,
    userId: string,
    update: LicenseUpdate,
  ): Promise<Tenant | Rejected> {
    const member = await this.users.find(command.caller, customerId, userId);
    if (isRejected(member)) return member;
    const skus = await this.skus.of(command.caller, customerId);
    return this.users.change(command, customerId, (tenant) => updateLicenses(tenant, userId, update, skus));
  }
}

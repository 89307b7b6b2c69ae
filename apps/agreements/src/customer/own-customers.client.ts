import { Inject, Injectable } from '@nestjs/common';
import { faults, type Cloud } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, internalPath, PARTNER_DIRECTORY, type Caller, type PartnerDirectory } from '#lib/service-kit';

/** What a customer may know of itself. */
export interface OwnCustomer {
  companyName: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  cloud: Cloud;
}

/** The customer that the calling user belongs to. */
@Injectable()
export class OwnCustomersClient {
  constructor(
    private readonly internal: InternalClient,
    @Inject(PARTNER_DIRECTORY) private readonly partners: PartnerDirectory,
  ) {}

  /** Refuses users of partners, and of tenants that are nobody's customer. */
  async of(caller: Caller): Promise<OwnCustomer> {
    const { tenantId } = caller;
    if (await this.partners.find(tenantId)) {
      throw new PartnerError(faults.forbidden, 'Access denied. This is for customers, and your tenant is a partner.');
    }
    const { status, body } = await this.internal.call(
      'customers',
      'GET',
      internalPath`/internal/customers/${tenantId}`,
      {
        caller,
      },
    );
    if (status === 200) return body as OwnCustomer;
    throw new PartnerError(
      faults.forbidden,
      'Access denied. Your tenant is no customer of a partner yet. Accept the invitation of a partner first.',
    );
  }
}

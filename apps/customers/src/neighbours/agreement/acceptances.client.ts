import { Injectable } from '@nestjs/common';
import { reject, type Rejected } from '#lib/decision';
import { InternalClient, type Caller } from '#lib/service-kit';
import { acceptAgreement, type JointAcceptance } from '#contracts/internal/agreements';

/** Customers' own acceptances of the agreement, which the agreements service records. */
@Injectable()
export class AcceptancesClient {
  constructor(private readonly internal: InternalClient) {}

  /** Accepts it for the caller's tenant; a repeat with the same id answers the same. Refuses as agreements does. */
  async accept(caller: Caller, requestId: string, acceptance: JointAcceptance): Promise<Rejected | undefined> {
    const values = { customerId: caller.tenantId, requestId };
    const { status, body } = await this.internal.call(acceptAgreement, values, { caller, body: acceptance });
    return status === 200 ? undefined : reject({ status, code: body.code }, body.description);
  }
}

import { Body, Param } from '@nestjs/common';
import { accepted, GuidPipe, notFound } from '#lib/partner-api';
import { Command, CurrentCaller, InternalController, InternalEndpoint, type Caller } from '#lib/service-kit';
import { acceptAgreement, getAgreement, JointAcceptance, type AgreementFacts } from '#contracts/internal/agreements';
import { MyAgreementUseCases } from '../my-agreement/my-agreement.use-cases.js';
import { isConfirmed } from './agreement.js';
import { AgreementRepository } from './agreement.repository.js';

/** A customer's Microsoft Customer Agreement, for customers: before an order, and when a relationship comes with it. */
@InternalController()
export class InternalAgreementController {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly myAgreement: MyAgreementUseCases,
  ) {}

  @InternalEndpoint(getAgreement)
  async get(@Param('customerId', GuidPipe) customerId: string): Promise<AgreementFacts> {
    if (isConfirmed(await this.agreements.of(customerId))) return { customerId, confirmed: true };
    throw notFound(`The customer ${customerId} has no confirmed agreement.`);
  }

  /**
   * Accepts for the customer, in whose user's name it is called, together with the relationship that a partner asked for. The
   * same id again changes nothing. 403: a customer that has bought through a partner cannot.
   */
  @InternalEndpoint(acceptAgreement)
  async accept(
    @CurrentCaller() caller: Caller,
    @Param('requestId', GuidPipe) requestId: string,
    @Body() { contact, cloud, purchases }: JointAcceptance,
  ): Promise<AgreementFacts> {
    const command = new Command(`accept-with/${requestId}`, caller);
    const agreement = accepted(await this.myAgreement.acceptFor(command, contact, { cloud, purchases }));
    return { customerId: caller.tenantId, confirmed: isConfirmed(agreement) };
  }
}

import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { CurrentCaller, InternalController, type Caller } from '#lib/service-kit';
import { MyAgreementUseCases } from '../my-agreement/my-agreement.use-cases.js';
import { ContactDto } from './agreement.dto.js';
import { isConfirmed } from './agreement.js';
import { AgreementRepository } from './agreement.repository.js';

/** A customer's Microsoft Customer Agreement, for customers: before an order, and when a relationship comes with it. */
@Controller('internal/agreements')
@InternalController('customers')
export class InternalAgreementController {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly myAgreement: MyAgreementUseCases,
  ) {}

  @Get(':customerId')
  async get(@Param('customerId', GuidPipe) customerId: string): Promise<{ customerId: string; confirmed: true }> {
    if (isConfirmed(await this.agreements.of(customerId))) return { customerId, confirmed: true };
    throw notFound(`The customer ${customerId} has no confirmed agreement.`);
  }

  /**
   * Accepts for the customer, in whose user's name it is called, together with the relationship that a partner asked for. The
   * same id again changes nothing. 403: a customer that has bought through a partner cannot.
   */
  @Put(':customerId/acceptances/:requestId')
  async accept(
    @CurrentCaller() caller: Caller,
    @Param('requestId', GuidPipe) requestId: string,
    @Body() contact: ContactDto,
  ): Promise<{ customerId: string; confirmed: boolean }> {
    const agreement = await this.myAgreement.acceptWithRelationship(caller, requestId, { ...contact });
    return { customerId: caller.tenantId, confirmed: isConfirmed(agreement) };
  }
}

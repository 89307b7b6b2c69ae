import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { faults, partnerTypes } from '#lib/contracts';
import { accepted, GuidPipe, notFound, PartnerError } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, operatorAccess, type Caller, type Command } from '#lib/service-kit';
import { type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import {
  SetValidationStatusRequest,
  toResource,
  ValidationStatusQuery,
  ValidationStatusResource,
} from './validation-status.dto.js';
import { setValidationStatus } from './validation-status.js';

/** Whether partners may order for a customer, as far as the review of its account goes. */
@Controller('v1')
export class ValidationStatusController {
  constructor(private readonly customers: CustomerRepository) {}

  /** The state of the review of the customer's account. 404 with 600074: there is no review, so orders are allowed. */
  @Get('customers/:customerId/validationStatus')
  @ApiTags('Customers')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes })
  async get(
    @CurrentCaller() { tenantId }: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() _query: ValidationStatusQuery,
  ): Promise<ValidationStatusResource> {
    const customer = await this.customers.find(tenantId, customerId);
    if (!customer) throw notFound(`You have no customer ${customerId}.`);
    return shown(customer);
  }

  /** Decides whether partners may order for a customer. Applies from the next order on. */
  @Put('operator/customers/:customerId/validationstatus')
  @ApiTags('Operator')
  @Access(operatorAccess)
  async set(
    @CurrentCommand() { id }: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() { status }: SetValidationStatusRequest,
  ): Promise<ValidationStatusResource> {
    const customer = await this.customers.decideAsOperator(customerId, id, (state, now) =>
      setValidationStatus(state, status, now),
    );
    const answer = accepted(customer);
    if (!answer) throw notFound(`There is no customer ${customerId}.`);
    return shown(answer);
  }
}

function shown({ id, validation }: Customer): ValidationStatusResource {
  if (validation) return toResource(validation);
  throw new PartnerError(faults.accountStatusNotFound, `Account Status for the customer, ${id} was not found.`);
}

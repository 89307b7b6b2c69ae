import { Body, Controller, Get, Header, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { partnerTypes, type DomainEvent } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { GuidPipe, notFound, PartnerError } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { rejectStranger, type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { AddQualificationRequest, QualificationResource, toQualification, toResources } from './qualification.dto.js';
import { addQualification, qualificationOf, replaceQualifications } from './qualification.js';

const readers: Access = { roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes };
const writers: Access = { ...readers, roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent'] };

/** A text that is answered would be taken for plain text. */
const JSON_TYPE = 'application/json; charset=utf-8';

/** What entitles a customer to special offers, in Partner Center's older and newer form. */
@ApiTags('Customers')
@Controller('v1/customers/:customerId')
export class QualificationController {
  constructor(private readonly customers: CustomerRepository) {}

  /** The latest qualification as a JSON text: `"none"`, `"education"` or `"nonprofit"`. */
  @Get('qualification')
  @Header('Content-Type', JSON_TYPE)
  @ApiOkResponse({ type: String })
  @Access(readers)
  async one(@CurrentCaller() caller: Caller, @Param('customerId', GuidPipe) customerId: string): Promise<string> {
    return JSON.stringify(qualificationOf(await this.find(caller, customerId)));
  }

  /** Replaces all qualifications by the one that the body names, a JSON text; `"none"` takes them away. */
  @Put('qualification')
  @ApiBody({ schema: { type: 'string' } })
  @Header('Content-Type', JSON_TYPE)
  @ApiOkResponse({ type: String })
  @Access(writers)
  async replace(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() body: unknown,
  ): Promise<string> {
    const qualification = toQualification(body);
    const customer = await this.decide(command, customerId, (state, now) =>
      replaceQualifications(state, qualification, now),
    );
    return JSON.stringify(qualificationOf(customer));
  }

  /** All qualifications. */
  @Get('qualifications')
  @Access(readers)
  async all(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<QualificationResource[]> {
    return toResources(await this.find(caller, customerId));
  }

  /** Adds a qualification, and answers all. */
  @Post('qualifications')
  @Access(writers)
  async add(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() { qualification }: AddQualificationRequest,
  ): Promise<QualificationResource[]> {
    return toResources(
      await this.decide(command, customerId, (state, now) => addQualification(state, qualification, now)),
    );
  }

  private async find({ tenantId }: Caller, customerId: string): Promise<Customer> {
    const customer = await this.customers.find(tenantId, customerId);
    if (!customer) throw notFound(`You have no customer ${customerId}.`);
    return customer;
  }

  private async decide(
    { id, caller }: Command,
    customerId: string,
    decide: (customer: Customer, now: Date) => Decision<Customer, DomainEvent>,
  ): Promise<Customer> {
    const customer = await this.customers.decide(caller.tenantId, customerId, id, decide);
    if (!customer) throw PartnerError.of(rejectStranger(caller.tenantId, customerId).rejection);
    return customer;
  }
}

import { Body, Controller, Get, Header, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { faults, partnerTypes } from '#lib/contracts';
import { accepted, GuidPipe, notFound, PartnerError } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import {
  AddQualificationRequest,
  QualificationResource,
  toQualification,
  toResources,
  ValidationCodeQuery,
} from './qualification.dto.js';
import { qualificationOf } from './qualification.js';
import { qualifying, QualificationUseCases } from './qualification.use-cases.js';

const readers: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
  partnerTypes,
  app: true,
};

/** A text that is answered would be taken for plain text. */
const JSON_TYPE = 'application/json; charset=utf-8';

/** What entitles a customer to special offers, in Partner Center's older and newer form. */
@ApiTags('Customers')
@Controller('v1/customers/:customerId')
export class QualificationController {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly useCases: QualificationUseCases,
  ) {}

  /** The latest qualification as a JSON string, such as `"none"` or `"education"`. */
  @Get('qualification')
  @Header('Content-Type', JSON_TYPE)
  @ApiOkResponse({ type: String })
  @Access(readers)
  async one(@CurrentCaller() caller: Caller, @Param('customerId', GuidPipe) customerId: string): Promise<string> {
    return JSON.stringify(qualificationOf(await this.find(caller, customerId)));
  }

  /** Replaces all qualifications by the one in the body, a JSON string; `"none"` removes them. */
  @Put('qualification')
  @ApiBody({ schema: { type: 'string', maxLength: 50 } })
  @Header('Content-Type', JSON_TYPE)
  @ApiOkResponse({ type: String })
  @Access(qualifying)
  async replace(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() { code }: ValidationCodeQuery,
    @Body() body: unknown,
  ): Promise<string> {
    const qualification = toQualification(body);
    return JSON.stringify(
      qualificationOf(accepted(await this.useCases.replace(command, customerId, qualification, code))),
    );
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

  /** Adds a qualification, and answers it. If the customer has it already, nothing changes. */
  @Post('qualifications')
  @Access(qualifying)
  async add(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() { code }: ValidationCodeQuery,
    @Body() { qualification, validationCode = code }: AddQualificationRequest,
  ): Promise<QualificationResource> {
    const customer = accepted(await this.useCases.add(command, customerId, qualification, validationCode));
    const added = toResources(customer).find((resource) => resource.qualification === qualification);
    // A repeat of a request whose effect was taken back meanwhile changes nothing.
    if (!added)
      throw new PartnerError(faults.conflict, 'This request added a qualification that was taken away since.');
    return added;
  }

  private async find({ tenantId }: Caller, customerId: string): Promise<Customer> {
    const customer = await this.customers.find(tenantId, customerId);
    if (!customer) throw notFound(`You have no customer ${customerId}.`);
    return customer;
  }
}

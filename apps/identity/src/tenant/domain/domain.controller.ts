import { Controller, Get, Head, HttpStatus, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { partnerTypes } from '#lib/contracts';
import { customerDomainFault, customerDomainSuffix } from '#lib/countries';
import { invalidArgument } from '#lib/partner-api';
import { Access, BaseConfig, CurrentCaller, partnerOf, type Caller } from '#lib/service-kit';
import { foldedDomain } from './domain-name.js';
import { TenantRepository } from '../tenant.repository.js';

const creators: Access = { roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent'], partnerTypes, app: true };

/** Whether domains are free, for partners that are about to create customers. */
@ApiTags('Domains')
@Controller('v1')
export class DomainController {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly config: BaseConfig,
  ) {}

  /**
   * 200: the domain belongs to a tenant. 404: it is free. 400: no tenant has it, and a new customer cannot have it either.
   * There is no body.
   */
  @Head('domains/:domain')
  @Access(creators)
  async exists(
    @CurrentCaller() caller: Caller,
    @Param('domain') domain: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (await this.tenants.isDomainTaken(foldedDomain(domain))) return;
    this.assertPossible(caller, domain, 'domain');
    void reply.status(HttpStatus.NOT_FOUND);
  }

  /** Whether the domain of this prefix is free in the caller's cloud, such as `<prefix>.onmicrosoft.com`, as JSON `true` or `false`. */
  @Get('validations/checkdomainavailability/:domainPrefix')
  @ApiOkResponse({ type: Boolean })
  @Access(creators)
  async isAvailable(@CurrentCaller() caller: Caller, @Param('domainPrefix') prefix: string): Promise<boolean> {
    const domain = `${prefix.toLowerCase()}.${customerDomainSuffix(partnerOf(caller).cloud)}`;
    this.assertPossible(caller, domain, 'domain_prefix, with the suffix of the cloud,');
    return !(await this.tenants.isDomainTaken(domain));
  }

  private assertPossible(caller: Caller, domain: string, name: string): void {
    const wrong = customerDomainFault(domain, partnerOf(caller).cloud, this.config.CUSTOMER_DOMAIN_SUFFIXES);
    if (wrong) throw invalidArgument(`${name} ${wrong}`);
  }
}

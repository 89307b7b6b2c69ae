import { Controller, Get, Head, HttpStatus, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { partnerTypes } from '#lib/contracts';
import { Access } from '#lib/service-kit';
import { DomainPipe, DomainPrefixPipe } from './tenant.dto.js';
import { TenantRepository } from './tenant.repository.js';

const creators: Access = { roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent'], partnerTypes, app: true };

/** Whether domains are free, for partners that are about to create customers. */
@ApiTags('Domains')
@Controller('v1')
export class DomainController {
  constructor(private readonly tenants: TenantRepository) {}

  /** 200: the domain belongs to a tenant. 404: it is free. There is no body. */
  @Head('domains/:domain')
  @Access(creators)
  async exists(
    @Param('domain', DomainPipe) domain: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (!(await this.tenants.isDomainTaken(domain))) void reply.status(HttpStatus.NOT_FOUND);
  }

  /** Whether `<prefix>.onmicrosoft.com` is free, as JSON `true` or `false`. */
  @Get('validations/checkdomainavailability/:domainPrefix')
  @ApiOkResponse({ type: Boolean })
  @Access(creators)
  async isAvailable(@Param('domainPrefix', DomainPrefixPipe) domain: string): Promise<boolean> {
    return !(await this.tenants.isDomainTaken(domain));
  }
}

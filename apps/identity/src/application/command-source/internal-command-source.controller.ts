import { Query } from '@nestjs/common';
import { notFound } from '#lib/partner-api';
import { derivedId, InternalController, InternalEndpoint } from '#lib/service-kit';
import { getCommandSource, type CommandSourceFacts } from '#contracts/internal/identity';
import { IdentityConfig } from '../../identity.config.js';
import { TenantRepository } from '../../tenant/tenant.repository.js';
import { ApplicationRepository } from '../application.repository.js';
import { hostOf } from './command-source.js';

/** Whom a source of commands speaks for, for the services that take commands. */
@InternalController()
export class InternalCommandSourceController {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly applications: ApplicationRepository,
    private readonly config: IdentityConfig,
  ) {}

  /** What the operator configures goes first. What a tenant has registered begins with the domain that is its own still. */
  @InternalEndpoint(getCommandSource)
  async get(@Query('source') source = ''): Promise<CommandSourceFacts> {
    const configured = this.config.commandSource(source);
    if (configured) return { ...configured, objectId: derivedId(source) };
    const registered = await this.registered(source);
    if (registered) return registered;
    throw notFound(`The source ${source} speaks for nobody.`);
  }

  private async registered(source: string): Promise<CommandSourceFacts | undefined> {
    const host = hostOf(source);
    const tenant = host === undefined ? undefined : await this.tenants.findByName(host);
    if (!tenant || tenant.domain !== host) return undefined;
    for (const { appId, tenantId, commandSources = [] } of await this.applications.ofTenant(tenant.id)) {
      const found = commandSources.find((one) => one.source === source);
      if (found) return { tenantId, objectId: appId, roles: [...found.roles] };
    }
    return undefined;
  }
}

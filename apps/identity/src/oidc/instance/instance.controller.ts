import { Controller, Get, Query, UseFilters, UseGuards } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { errors } from 'oidc-provider';
import { Anonymous, AnswersAs } from '#lib/service-kit';
import { IdentityConfig } from '../../identity.config.js';
import { OwnIssuerGuard } from '../../tokens/own-issuer.guard.js';
import { type Instance } from './instance.dto.js';
import { OAuthErrorFilter } from '../wire/oauth-error.filter.js';
import { ownNames } from '../wire/own-names.js';

const API_VERSION = '1.1';
/** Such as `/common/oauth2/v2.0/authorize`. */
const authorizePath = /^\/([^/]+)\/oauth2\/(v2\.0\/)?authorize\/?$/i;

@ApiTags('Sign-in')
@Controller(':tenant/discovery/instance')
@Anonymous()
@AnswersAs('oauth')
@UseGuards(OwnIssuerGuard)
@UseFilters(OAuthErrorFilter)
export class InstanceController {
  constructor(private readonly config: IdentityConfig) {}

  /** Whether an authorization endpoint belongs to this platform, and under which names. Microsoft's authentication libraries ask this. */
  @Get()
  @ApiQuery({
    name: 'authorization_endpoint',
    description: 'Such as https://partners.example/common/oauth2/v2.0/authorize.',
  })
  @ApiQuery({ name: 'api-version', required: false, description: '1.0 or 1.1. Both get the same answer.' })
  find(@Query() query: Record<string, unknown>): Instance {
    const { authorization_endpoint: endpoint } = query;
    const url = typeof endpoint === 'string' ? URL.parse(endpoint) : null;
    if (!url) throw new errors.InvalidRequest('The query needs authorization_endpoint, an absolute URL.');
    const { host, hostname } = new URL(this.config.issuer);
    const names = ownNames(hostname);
    const [, tenant, v2 = ''] = authorizePath.exec(url.pathname) ?? [];
    if (!names.includes(url.hostname) || tenant === undefined) {
      const description = `This is not an authorization endpoint of this platform. Its issuer is ${this.config.issuer}.`;
      throw new errors.CustomOIDCProviderError('invalid_instance', description);
    }
    // Libraries compare names with the port or without it.
    const aliases = names.flatMap((name) => [withPort(name, url.port), name]);
    return {
      tenant_discovery_endpoint: `${this.config.issuer}/${tenant}/${v2}.well-known/openid-configuration`,
      'api-version': API_VERSION,
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [...new Set([host, ...aliases])] }],
    };
  }
}

function withPort(name: string, port: string): string {
  return port === '' ? name : `${name}:${port}`;
}

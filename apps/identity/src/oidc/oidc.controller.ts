import { applyDecorators, Body, Controller, Get, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Anonymous, AnswersAs, RateLimit, TakesForm } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { PageErrorFilter } from '../sign-in/page-error.filter.js';
import { OwnIssuerGuard } from '../tokens/own-issuer.guard.js';
import { DeviceCodes } from './device/device-codes.js';
import { decoded, encoded } from './oidc-exchange.js';
import { OAuthErrorFilter } from './wire/oauth-error.filter.js';
import { TokenAnswer, TokenAnswerV1 } from './wire/oidc-answers.dto.js';
import { OidcProvider } from './oidc-provider.js';
import { ANY_TENANT, DISCOVERY_ROUTE, oidcRoutes } from './oidc-routes.js';
import { TenantNames } from './wire/tenant-names.js';
import {
  apiNames,
  standardAuthorization,
  standardTokenRequest,
  type Dialect,
  type Parameters,
} from './wire/wire-dialect.js';

/**
 * OpenID Connect under the paths that Partner Center's clients know. `tenant` is a tenant's id or domain, or `common` or
 * `organizations` for any. oidc-provider answers; here requests are put into its words.
 */
@ApiTags('Sign-in')
@Controller()
@Anonymous()
@AnswersAs('oauth')
@UseGuards(OwnIssuerGuard)
@UseFilters(OAuthErrorFilter)
export class OidcController {
  private readonly apiNames: string[];

  constructor(
    private readonly provider: OidcProvider,
    private readonly tenants: TenantNames,
    private readonly devices: DeviceCodes,
    config: IdentityConfig,
  ) {
    this.apiNames = apiNames(config.issuer, config.TOKEN_AUDIENCE);
  }

  /** OpenID Connect Discovery. */
  @Get('.well-known/openid-configuration')
  discover(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: DISCOVERY_ROUTE });
  }

  /** OpenID Connect Discovery, with the paths of one tenant. */
  @Get(':tenant/v2.0/.well-known/openid-configuration')
  async discoverTenant(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const exchange = await this.tenants.exchange(tenant, 'v2');
    return this.provider.answer(request, reply, { url: DISCOVERY_ROUTE }, exchange);
  }

  /** The same for clients that name a `resource`. */
  @Get(':tenant/.well-known/openid-configuration')
  async discoverTenantV1(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const exchange = await this.tenants.exchange(tenant, 'v1');
    return this.provider.answer(request, reply, { url: DISCOVERY_ROUTE }, exchange);
  }

  /** Begins a sign-in, with `scope` such as `https://api.partnercenter.microsoft.com/.default`. */
  @Get(':tenant/oauth2/v2.0/authorize')
  @ForBrowsers()
  @RateLimit(300)
  authorize(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.beginSignIn('v2', tenant, request, reply);
  }

  /** Begins a sign-in, with `resource` such as `https://api.partnercenter.microsoft.com`. */
  @Get(':tenant/oauth2/authorize')
  @ForBrowsers()
  @RateLimit(300)
  authorizeV1(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.beginSignIn('v1', tenant, request, reply);
  }

  /** Continues after the pages of a sign-in. */
  @Get(`${ANY_TENANT}/oauth2/v2.0/authorize/:id`)
  @ForBrowsers()
  resume(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: `${oidcRoutes.authorization}/${encodeURIComponent(id)}` });
  }

  /** Issues tokens for an authorization code, a refresh token, a device code, or the credentials of an application. */
  @Post(':tenant/oauth2/v2.0/token')
  @ApiOkResponse({ type: TokenAnswer })
  @TakesForm('oauth')
  @RateLimit(300)
  token(
    @Param('tenant') tenant: string,
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.issueToken('v2', tenant, form, request, reply);
  }

  /** The same for clients that name a `resource`. Numbers in the answer are strings. */
  @Post(':tenant/oauth2/token')
  @ApiOkResponse({ type: TokenAnswerV1 })
  @TakesForm('oauth')
  @RateLimit(300)
  tokenV1(
    @Param('tenant') tenant: string,
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.issueToken('v1', tenant, form, request, reply);
  }

  /** The user of an access token that was issued without a resource. */
  @Get('oidc/userinfo')
  userInfo(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: oidcRoutes.userinfo });
  }

  /** The same by POST. */
  @Post('oidc/userinfo')
  @TakesForm('oauth')
  postUserInfo(
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.provider.answer(request, reply, { url: oidcRoutes.userinfo, form: form ?? {} });
  }

  /** Revokes a refresh token, and with it the user's consent. */
  @Post('oidc/revoke')
  @TakesForm('oauth')
  @RateLimit(300)
  revoke(
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.provider.answer(request, reply, { url: oidcRoutes.revocation, form: form ?? {} });
  }

  /** The page that asks the user whether to sign out. */
  @Get(':tenant/oauth2/v2.0/logout')
  @ForBrowsers()
  signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: oidcRoutes.end_session + queryOf(request) });
  }

  /** Signs out. */
  @Post(`${ANY_TENANT}/oauth2/v2.0/logout/confirm`)
  @ForBrowsers()
  @TakesForm('page')
  confirmSignOut(
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.provider.answer(request, reply, { url: `${oidcRoutes.end_session}/confirm`, form: form ?? {} });
  }

  /** The page that says that the user is signed out. */
  @Get(`${ANY_TENANT}/oauth2/v2.0/logout/success`)
  @ForBrowsers()
  signedOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: `${oidcRoutes.end_session}/success${queryOf(request)}` });
  }

  private async beginSignIn(
    dialect: Dialect,
    tenant: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const parameters = standardAuthorization(decoded(queryOf(request)), dialect, this.apiNames);
    const url = `${oidcRoutes.authorization}?${encoded(parameters).toString()}`;
    return this.provider.answer(request, reply, { url }, await this.tenants.exchange(tenant, dialect));
  }

  private async issueToken(
    dialect: Dialect,
    tenant: string,
    form: Parameters = {},
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const exchange = await this.tenants.exchange(tenant, dialect);
    const resource = typeof form.resource === 'string' ? form.resource : undefined;
    const standard = { url: oidcRoutes.token, form: standardTokenRequest(form, this.apiNames) };
    if (typeof standard.form.device_code === 'string') await this.devices.pace(standard.form.device_code);
    const wantsAccount = form.client_info === '1';
    return this.provider.answer(request, reply, standard, { ...exchange, resource, wantsAccount });
  }
}

function queryOf({ url }: FastifyRequest): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}

/** An endpoint that browsers open: what it refuses is a page. */
function ForBrowsers(): MethodDecorator {
  return applyDecorators(AnswersAs('page'), UseFilters(PageErrorFilter));
}

import { Body, Controller, Get, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Anonymous, AnswersAs, RateLimit, TakesForm } from '#lib/service-kit';
import { IdentityConfig } from '../../identity.config.js';
import { PageErrorFilter } from '../../sign-in/page-error.filter.js';
import { OwnIssuerGuard } from '../../tokens/own-issuer.guard.js';
import { OAuthErrorFilter } from '../wire/oauth-error.filter.js';
import { DeviceCodeAnswer, DeviceCodeAnswerV1 } from '../wire/oidc-answers.dto.js';
import { OidcProvider } from '../oidc-provider.js';
import { oidcRoutes } from '../oidc-routes.js';
import { TenantNames } from '../wire/tenant-names.js';
import { apiNames, standardAuthorization, type Dialect, type Parameters } from '../wire/wire-dialect.js';

/** Signs in on devices that show no pages, such as a shell: RFC 8628, in the words of Partner Center's clients. */
@ApiTags('Sign-in')
@Controller()
@Anonymous()
@AnswersAs('oauth')
@UseGuards(OwnIssuerGuard)
@UseFilters(OAuthErrorFilter)
export class DeviceController {
  private readonly apiNames: string[];

  constructor(
    private readonly provider: OidcProvider,
    private readonly tenants: TenantNames,
    config: IdentityConfig,
  ) {
    this.apiNames = apiNames(config.issuer, config.TOKEN_AUDIENCE);
  }

  /** Makes a code for a device, and a code that its user types on a page. Takes `scope`. For public applications. */
  @Post(':tenant/oauth2/v2.0/devicecode')
  @ApiOkResponse({ type: DeviceCodeAnswer })
  @TakesForm('oauth')
  @RateLimit(60)
  begin(
    @Param('tenant') tenant: string,
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.issueCodes('v2', tenant, form, request, reply);
  }

  /** The same for clients that name a `resource`. Numbers in the answer are strings. */
  @Post(':tenant/oauth2/devicecode')
  @ApiOkResponse({ type: DeviceCodeAnswerV1 })
  @TakesForm('oauth')
  @RateLimit(60)
  beginV1(
    @Param('tenant') tenant: string,
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.issueCodes('v1', tenant, form, request, reply);
  }

  private async issueCodes(
    dialect: Dialect,
    tenant: string,
    form: Parameters = {},
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const standard = standardAuthorization(form, dialect, this.apiNames);
    const exchange = await this.tenants.exchange(tenant, dialect);
    return this.provider.answer(request, reply, { url: oidcRoutes.device_authorization, form: standard }, exchange);
  }
}

/** Where the user types the code that a device shows. The pages need no script. */
@ApiTags('Sign-in')
@Controller('devicelogin')
@Anonymous()
@AnswersAs('page')
@UseGuards(OwnIssuerGuard)
@UseFilters(PageErrorFilter)
export class DevicePagesController {
  constructor(private readonly provider: OidcProvider) {}

  /** The page that asks for the code that the device shows. */
  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: oidcRoutes.code_verification });
  }

  /** Takes the code, asks whether the user's own device shows it, and begins the sign-in. */
  @Post()
  @TakesForm('page')
  @RateLimit(30)
  take(
    @Body() form: Parameters | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.provider.answer(request, reply, { url: oidcRoutes.code_verification, form: form ?? {} });
  }

  /** Continues after the pages of a sign-in. */
  @Get(':id')
  resume(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.answer(request, reply, { url: `${oidcRoutes.code_verification}/${encodeURIComponent(id)}` });
  }
}

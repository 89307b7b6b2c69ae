import { Body, Controller, HttpCode, HttpStatus, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { invalidArgument, PartnerError } from '#lib/partner-api';
import { Anonymous, RateLimit, TakesForm, TokenVerifier, type Caller } from '#lib/service-kit';
import { ApplicationRepository } from '../application/application.repository.js';
import { IdentityConfig } from '../identity.config.js';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { OwnIssuerGuard } from './own-issuer.guard.js';
import { appClaims, userClaims } from './token-claims.js';
import { type ExchangedToken } from './token-exchange.dto.js';
import { TokenIssuer } from './token-issuer.js';
import { ACCESS_TOKEN_SECONDS } from './token-lifetimes.js';

/** Partner Center's exchange of a directory's token for one of its own, which older scripts begin with. */
@ApiTags('Sign-in')
@Controller('generatetoken')
@Anonymous()
@UseGuards(OwnIssuerGuard)
export class TokenExchangeController {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly tenants: TenantRepository,
    private readonly applications: ApplicationRepository,
    private readonly issuer: TokenIssuer,
    private readonly config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes `grant_type=jwt_token` and an access token as bearer; answers a token of the same identity, which is not valid for longer. */
  @Post()
  @TakesForm()
  @RateLimit(300)
  @HttpCode(HttpStatus.OK)
  async exchange(
    @Req() { headers: { authorization = '' } }: FastifyRequest,
    @Body() form: Record<string, unknown> | undefined,
  ): Promise<ExchangedToken> {
    const caller = await this.verifier.verify(authorization);
    if (form?.grant_type !== 'jwt_token') throw invalidArgument('The form needs grant_type=jwt_token.');
    const { exp = 0, appid } = decodeJwt(authorization.split(' ')[1] as string);
    const at = this.clock.now();
    const now = Math.floor(at.getTime() / 1_000);
    const lifetime = Math.min(ACCESS_TOKEN_SECONDS, exp - now);
    const claims = { ...(appid !== undefined && { appid }), ...(await this.claimsOf(caller)) };
    return {
      token_type: 'Bearer',
      expires_in: String(lifetime),
      ext_expires_in: String(lifetime),
      expires_on: String(now + lifetime),
      not_before: String(now),
      resource: this.config.TOKEN_AUDIENCE,
      access_token: await this.issuer.issue(claims, lifetime, at),
    };
  }

  /** As of now, not as of the token that is presented. */
  private async claimsOf({ kind, objectId, tenantId }: Caller): Promise<Record<string, unknown>> {
    if (kind === 'app') {
      const application = await this.applications.find(objectId);
      if (application?.tenantId === tenantId) return appClaims(application);
      throw new PartnerError(faults.accessDenied, 'Access denied. The application was deleted.');
    }
    const account = await this.tenants.findUser(objectId);
    if (account?.tenant.id === tenantId) return userClaims(account);
    throw new PartnerError(faults.accessDenied, 'Access denied. The user was removed.');
  }
}

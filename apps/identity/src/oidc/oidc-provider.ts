import { type EventEmitter } from 'node:events';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { HttpStatus, Injectable, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { isTransient, messageOf } from '#lib/messaging';
import { IdentityConfig } from '../identity.config.js';
import { matchesHash } from '../application/application-secrets.js';
import { TokenKeys } from '../tokens/token-keys.js';
import { exchangeOf, translated, type Exchange, type StandardRequest } from './oidc-exchange.js';
import { alreadySignedOut, goOnPage } from './oidc-pages.js';
import { ANY_TENANT } from './oidc-routes.js';
import { underOwnName } from './wire/own-names.js';
import { OidcSettings } from './oidc-settings.js';
import { grantRefusal } from './grants/refused-grants.js';
import { SpentGrants } from './grants/spent-grants.js';
import { deviceAnswer, discoveryAnswer, tokenAnswer } from './wire/wire-answers.js';

interface Made {
  /** The ids of the keys that it was made with. */
  keys: string;
  provider: Provider;
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

interface ErrorAnswer {
  error: string;
  error_description: string;
}

/** oidc-provider, made anew whenever the signing keys change: it takes its keys when it is made, and keeps nothing else. */
@Injectable()
export class OidcProvider {
  private readonly logger = new Logger(OidcProvider.name);
  private made?: Made;

  constructor(
    private readonly keys: TokenKeys,
    private readonly settings: OidcSettings,
    private readonly grants: SpentGrants,
    private readonly config: IdentityConfig,
  ) {}

  async current(): Promise<Provider> {
    return (await this.withCurrentKeys()).provider;
  }

  /** Lets oidc-provider answer a request; without an exchange one that names no tenant. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    standard: StandardRequest,
    exchange: Exchange = { dialect: 'v2', tenantName: ANY_TENANT },
  ): Promise<void> {
    const there = underOwnName(request, this.config.issuer);
    if (there !== undefined) return void reply.redirect(there, HttpStatus.FOUND);
    const { handle } = await this.withCurrentKeys();
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    await handle(translated(request, standard, this.config.issuer, exchange), reply.raw);
  }

  private async withCurrentKeys(): Promise<Made> {
    const ring = await this.keys.ring();
    const keys = ring.map(({ publicJwk }) => publicJwk.kid).join();
    if (this.made?.keys === keys) return this.made;
    const provider = this.prepare(new Provider(this.config.issuer, this.settings.with(ring)));
    this.made = { keys, provider, handle: provider.callback() };
    return this.made;
  }

  private prepare(provider: Provider): Provider {
    provider.proxy = true;
    provider.Client.prototype.compareClientSecret = function (secret: string) {
      return matchesHash(secret, this.clientSecret as string);
    };
    provider.use(async (context, next) => {
      await next();
      await this.settle(context as KoaContextWithOIDC);
    });
    provider.on('grant.error', ({ body, oidc }, error) => {
      const description = grantRefusal(error, oidc.params?.grant_type);
      if (description !== undefined) (body as ErrorAnswer).error_description = description;
    });
    provider.on('server_error', (context, error) => this.failed(context, error));
    (provider as EventEmitter).on('error', (error: Error) => this.logger.error({ err: error }, 'Unexpected failure'));
    return provider;
  }

  private async settle(context: KoaContextWithOIDC): Promise<void> {
    try {
      if (isTokenAnswer(context) && !(await this.grants.spend(context))) {
        const description = 'Two requests used it at the same time, so everything that was issued with it was revoked.';
        answer(context, 400, 'invalid_grant', description);
      }
      await this.reword(context);
    } catch (error) {
      answer(context, 500, 'server_error', 'Something went wrong on our side.');
      this.failed(context, error as Error);
    }
  }

  /** Answers of oidc-provider in the words of the endpoint that was asked. */
  private async reword(context: KoaContextWithOIDC): Promise<void> {
    const route = (context.oidc as typeof context.oidc | undefined)?.route;
    const exchange = exchangeOf(context.req);
    if (route === 'discovery') context.body = discoveryAnswer(context.body as object as never, exchange);
    if (route === 'device_authorization' && context.status === 200) {
      context.body = deviceAnswer(context.body as never, exchange);
    }
    if (isTokenAnswer(context)) {
      context.body = tokenAnswer(context.body as never, exchange, this.config.TOKEN_AUDIENCE);
    }
    if (route === 'end_session' && context.status === 200 && context.oidc.session?.accountId === undefined) {
      await alreadySignedOut(context);
    }
    if (route === 'end_session_confirm' && context.status === 303) {
      goOnPage(context, context.response.get('Location'));
    }
  }

  private failed(context: KoaContextWithOIDC, error: Error): void {
    if (!isTransient(error)) {
      this.logger.error({ err: error }, 'Unexpected failure');
      return;
    }
    this.logger.warn(`Infrastructure is unavailable: ${messageOf(error)}`);
    if (typeof context.body === 'string') return;
    context.set('Retry-After', '5');
    const description = 'The database cannot be reached. Nothing was changed; try again.';
    answer(context, 503, 'temporarily_unavailable', description);
  }
}

function isTokenAnswer({ oidc, status }: KoaContextWithOIDC): boolean {
  return (oidc as typeof oidc | undefined)?.route === 'token' && status === 200;
}

function answer(context: KoaContextWithOIDC, status: number, error: string, description: string): void {
  context.status = status;
  context.body = { error, error_description: description } satisfies ErrorAnswer;
}

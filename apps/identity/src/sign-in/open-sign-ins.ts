import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { errors, type Client, type InteractionResults, type Provider } from 'oidc-provider';
import { IdentityConfig } from '../identity.config.js';
import { tenantOf } from '../oidc/grants/clients.js';
import { OidcProvider } from '../oidc/oidc-provider.js';
import { CredentialSecret } from '../tenant/password/credential-secret.js';
import { type FormOrigin } from './sign-in-pages.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** A sign-in that a browser is in the middle of. */
export interface OpenSignIn {
  provider: Provider;
  interaction: Interaction;
  /** Where it is now. */
  step: 'login' | 'consent';
  client: Client;
  /** Undefined for the application of this platform itself. */
  publisherTenantId?: string;
  /** The only tenant whose users may sign in; undefined: those of all. */
  tenantId?: string;
  origin: FormOrigin;
}

/** Sign-ins that have begun: oidc-provider keeps them in the database, and their ids in cookies. */
@Injectable()
export class OpenSignIns {
  constructor(
    private readonly oidc: OidcProvider,
    private readonly secret: CredentialSecret,
    private readonly config: IdentityConfig,
  ) {}

  /** Undefined: it is over, or of another browser. */
  async find(id: string, request: FastifyRequest, reply: FastifyReply): Promise<OpenSignIn | undefined> {
    const provider = await this.oidc.current();
    const interaction = await this.interactionOf(provider, request, reply);
    if (!interaction || interaction.uid !== id) return undefined;
    const client = await provider.Client.find(String(interaction.params.client_id));
    if (!client) return undefined;
    return {
      provider,
      interaction,
      client,
      publisherTenantId: tenantOf(client),
      step: interaction.prompt.name === 'login' ? 'login' : 'consent',
      tenantId: interaction.params.tenant as string | undefined,
      origin: { path: `${this.basePath()}/sign-in/${id}`, token: this.formToken(id) },
    };
  }

  /** Whether a form comes from a page of this sign-in. */
  isGenuine({ origin }: OpenSignIn, token: string): boolean {
    const [given, wanted] = [Buffer.from(token), Buffer.from(origin.token)];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  /** Ends a step; answers where the browser goes on. */
  async finish(
    { provider, step }: OpenSignIn,
    result: InteractionResults,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const options = { mergeWithLastSubmission: step === 'consent' };
    return provider.interactionResult(request.raw, reply.raw, result, options);
  }

  private async interactionOf(
    provider: Provider,
    { raw }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Interaction | undefined> {
    try {
      return await provider.interactionDetails(raw, reply.raw);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  private formToken(id: string): string {
    return this.secret.hmac(`form ${id}`).toString('base64url');
  }

  private basePath(): string {
    return new URL(this.config.issuer).pathname.replace(/\/$/, '');
  }
}

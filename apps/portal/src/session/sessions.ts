import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { decodeJwt, type JWTPayload } from 'jose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { mappedClaims } from '#lib/service-kit';
import { PortalConfig } from '../portal.config.js';
import { isRefused, Issuer, type Person, type Tokens } from './issuer.js';
import { SealedCookies, type Cookie } from './sealed-cookies.js';

/** What a browser keeps of a session, for the portal alone to read. Times are seconds. */
export interface Session extends JWTPayload, Person {
  accessToken: string;
  refreshToken?: string;
  expiresAt: number;
}

/** Who is signed in. First and last name are there if the issuer knows them. */
export interface SignedInUser extends Person {
  tenantId: string;
  userId: string;
  userName: string;
  name: string;
  roles: string[];
}

const COOKIE: Cookie = { name: '__Host-session', sameSite: 'strict' };
/** A token that is about to expire would not get through. */
const SPARE_SECONDS = 30;

/** The sessions of browsers. Several tabs ask at once: a session is refreshed once for all of them. */
@Injectable()
export class Sessions {
  private readonly refreshing = new Map<string, Promise<Tokens | undefined>>();

  constructor(
    private readonly cookies: SealedCookies,
    private readonly issuer: Issuer,
    private readonly config: PortalConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async begin(reply: FastifyReply, tokens: Tokens): Promise<void> {
    const end = this.seconds() + this.config.SESSION_TTL_SECONDS;
    await this.cookies.set(reply, COOKIE, sessionOf(tokens), end);
  }

  /** The session with a token that can be used; undefined: nobody is signed in any more, and the browser is told so. */
  async current(request: FastifyRequest, reply: FastifyReply): Promise<Session | undefined> {
    const session = await this.cookies.read<Session>(request, COOKIE);
    if (!session) return undefined;
    if (session.expiresAt - SPARE_SECONDS > this.seconds()) return session;
    const tokens = await this.refreshed(session);
    if (!tokens) {
      this.cookies.clear(reply, COOKIE);
      return undefined;
    }
    const next = sessionOf({ ...session, ...tokens });
    await this.cookies.set(reply, COOKIE, next, session.exp ?? this.seconds());
    return next;
  }

  /** Forgets the session; answers a token that says whose it was, if the issuer gives one. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const session = await this.cookies.read<Session>(request, COOKIE);
    this.cookies.clear(reply, COOKIE);
    if (!session) return undefined;
    const tokens = await this.refreshed(session).catch(() => undefined);
    return tokens?.idToken;
  }

  userOf({ accessToken, name, firstName, lastName }: Session): SignedInUser {
    const { tid, oid, upn, roles } = mappedClaims(decodeJwt(accessToken), this.config.OIDC_CLAIMS);
    const userName = typeof upn === 'string' ? upn : '';
    return {
      tenantId: String(tid).toLowerCase(),
      userId: String(oid),
      userName,
      name: name ?? userName,
      ...(firstName !== undefined && { firstName }),
      ...(lastName !== undefined && { lastName }),
      roles: Array.isArray(roles) ? roles.map(String) : [],
    };
  }

  private refreshed({ refreshToken }: Session): Promise<Tokens | undefined> {
    if (refreshToken === undefined) return Promise.resolve(undefined);
    const key = createHash('sha256').update(refreshToken).digest('base64');
    const running = this.refreshing.get(key);
    if (running) return running;
    const started = this.issuer
      .refresh(refreshToken, this.clock.now())
      .catch((error: unknown) => {
        if (isRefused(error)) return undefined;
        throw error;
      })
      .finally(() => this.refreshing.delete(key));
    this.refreshing.set(key, started);
    return started;
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}

function sessionOf({ accessToken, refreshToken, expiresAt, name, firstName, lastName }: Tokens): Session {
  return {
    accessToken,
    expiresAt,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(name !== undefined && { name }),
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
  };
}

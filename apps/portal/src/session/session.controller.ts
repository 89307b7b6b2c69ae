import { Controller, Get, HttpStatus, Inject, Logger, Post, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type JWTPayload } from 'jose';
import { randomPKCECodeVerifier, randomState } from 'openid-client';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PortalConfig } from '../portal.config.js';
import { isRefused, Issuer } from './issuer.js';
import { assertFromOwnPage } from './own-pages.js';
import { SealedCookies, type Cookie } from './sealed-cookies.js';
import { Sessions, type SignedInUser } from './sessions.js';

interface Attempt extends JWTPayload {
  state: string;
  verifier: string;
  returnTo: string;
}

const ATTEMPT: Cookie = { name: '__Host-sign-in', sameSite: 'lax' };
const ATTEMPT_SECONDS = 30 * 60;

/** Signs browsers in and out. Tokens stay in a cookie that no script can read. */
@Controller('app')
export class SessionController {
  private readonly logger = new Logger(SessionController.name);

  constructor(
    private readonly sessions: Sessions,
    private readonly issuer: Issuer,
    private readonly cookies: SealedCookies,
    private readonly config: PortalConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins a sign-in. @param returnTo the page to come back to. @param user the user name that the sign-in begins with */
  @Get('sign-in')
  async signIn(
    @Res() reply: FastifyReply,
    @Query('to') returnTo?: string,
    @Query('user') user?: string,
  ): Promise<void> {
    const attempt: Attempt = {
      state: randomState(),
      verifier: randomPKCECodeVerifier(),
      returnTo: ownPath(returnTo),
    };
    try {
      const target = await this.issuer.begin(attempt, typeof user === 'string' ? user : undefined);
      await this.cookies.set(reply, ATTEMPT, attempt, this.seconds() + ATTEMPT_SECONDS);
      void reply.redirect(target.href, HttpStatus.FOUND);
    } catch (error) {
      this.failed(reply, error, 'unavailable');
    }
  }

  /** Where the issuer sends the browser back to. */
  @Get('signed-in')
  async signedIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const attempt = await this.cookies.read<Attempt>(request, ATTEMPT);
    this.cookies.clear(reply, ATTEMPT);
    const query = request.url.slice(request.url.indexOf('?'));
    if (new URLSearchParams(query).get('error') === 'access_denied') return void reply.redirect('/');
    if (!attempt) return void reply.redirect('/?problem=expired');
    try {
      await this.sessions.begin(reply, await this.issuer.finish(attempt, query, this.clock.now()));
      void reply.redirect(attempt.returnTo, HttpStatus.FOUND);
    } catch (error) {
      this.failed(reply, error, isRefused(error) ? 'expired' : 'unavailable');
    }
  }

  /** Signs out here; answers where the browser goes on to sign out at the issuer. */
  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    assertFromOwnPage(request, this.config.PUBLIC_URL);
    const idToken = await this.sessions.end(request, reply);
    const location = idToken === undefined ? '/' : await this.issuer.end(idToken).then(({ href }) => href);
    void reply.send({ location });
  }

  /** Who is signed in. Nobody: an empty object. */
  @Get('session')
  async session(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    assertFromOwnPage(request, this.config.PUBLIC_URL);
    const session = await this.sessions.current(request, reply);
    const answer: { user?: SignedInUser } = session ? { user: this.sessions.userOf(session) } : {};
    void reply.header('cache-control', 'no-store').send(answer);
  }

  private failed(reply: FastifyReply, error: unknown, problem: 'expired' | 'unavailable'): void {
    this.logger.warn(`A sign-in failed: ${(error as Error).message}`);
    void reply.redirect(`/?problem=${problem}`, HttpStatus.FOUND);
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}

/** A path of this site; never one that browsers take for the address of another. */
function ownPath(path: unknown): string {
  const isOwn = typeof path === 'string' && /^\/(?![/\\])/.test(path) && !/[\\\p{Cc}]/u.test(path);
  return isOwn ? path : '/app/home';
}

import { Body, Controller, Get, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type InteractionResults } from 'oidc-provider';
import { Anonymous, AnswersAs, pageHeaders, RateLimit, renderPage, TakesForm, type Page } from '#lib/service-kit';
import { type Parameters } from '../oidc/wire/wire-dialect.js';
import { goOn } from '../oidc/oidc-pages.js';
import { OwnIssuerGuard } from '../tokens/own-issuer.guard.js';
import { Consents } from './consents.js';
import { OpenSignIns, type OpenSignIn } from './open-sign-ins.js';
import { PageErrorFilter } from './page-error.filter.js';
import { changePasswordPage, consentPage, expiredPage, forgedPage, signInPage } from './sign-in-pages.js';
import { SignInUseCases, type Attempt, type Unfit } from './sign-in.use-cases.js';

interface Answer {
  page: Page;
  /** 200 without it. */
  status?: number;
  /** Seconds. */
  retryAfter?: number;
}

type Form = Parameters | undefined;

/** The pages of a sign-in, for browsers. They need no script. */
@ApiTags('Sign-in')
@Controller('sign-in/:id')
@Anonymous()
@AnswersAs('page')
@UseGuards(OwnIssuerGuard)
@UseFilters(PageErrorFilter)
export class SignInController {
  constructor(
    private readonly signIns: OpenSignIns,
    private readonly useCases: SignInUseCases,
    private readonly consents: Consents,
  ) {}

  /** The page for the current step of the sign-in. */
  @Get()
  async show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const open = await this.signIns.find(id, request, reply);
    return send(reply, open ? await this.currentPage(open) : { page: expiredPage(), status: 400 });
  }

  /** Signs in by user name and password. */
  @Post()
  @TakesForm('page')
  @RateLimit(60)
  signIn(
    @Param('id') id: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.step(id, form, request, reply, async (open) => {
      if (open.step !== 'login') return this.currentPage(open);
      const [userName, password] = [field(form, 'userName').trim(), field(form, 'password')];
      const attempt = await this.useCases.signIn({ userName, password, tenantId: open.tenantId });
      if (attempt.outcome === 'signed-in') return this.signedIn(open, attempt, request, reply);
      if (attempt.outcome === 'must-change-password') return { page: changePasswordPage(open.origin, userName) };
      return refused(attempt, (problem) => signInPage(open.origin, nameOf(open), { userName, problem }));
    });
  }

  /** Signs in with a one-time password, and replaces it. */
  @Post('password')
  @TakesForm('page')
  @RateLimit(60)
  changePassword(
    @Param('id') id: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.step(id, form, request, reply, async (open) => {
      if (open.step !== 'login') return this.currentPage(open);
      const [userName, password] = [field(form, 'userName').trim(), field(form, 'password')];
      const credentials = { userName, password, tenantId: open.tenantId };
      const [chosen, repeated] = [field(form, 'newPassword'), field(form, 'repeatedPassword')];
      const attempt = await this.useCases.changePassword(credentials, chosen, repeated);
      if (attempt.outcome === 'signed-in') return this.signedIn(open, attempt, request, reply);
      const isOfNew = attempt.outcome === 'unfit';
      return refused(attempt, (problem) => changePasswordPage(open.origin, userName, { problem, isOfNew }));
    });
  }

  /** Allows the application what it asks for. */
  @Post('consent')
  @TakesForm('page')
  consent(
    @Param('id') id: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.step(id, form, request, reply, async (open) => {
      if (open.step !== 'consent') return this.currentPage(open);
      const grantId = await this.consents.give(open);
      return this.finished(open, { consent: { grantId } }, request, reply);
    });
  }

  /** Goes back to the application, and tells it that the user cancelled. */
  @Post('cancel')
  @TakesForm('page')
  cancel(
    @Param('id') id: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.step(id, form, request, reply, (open) => {
      const result = { error: 'access_denied', error_description: 'The user cancelled the sign-in.' };
      return this.finished(open, result, request, reply);
    });
  }

  private async step(
    id: string,
    form: Form,
    request: FastifyRequest,
    reply: FastifyReply,
    act: (open: OpenSignIn) => Promise<Answer>,
  ): Promise<void> {
    const open = await this.signIns.find(id, request, reply);
    if (!open) return send(reply, { page: expiredPage(), status: 400 });
    if (!this.signIns.isGenuine(open, field(form, 'formToken'))) {
      return send(reply, { page: forgedPage(), status: 403 });
    }
    return send(reply, await act(open));
  }

  private async currentPage(open: OpenSignIn): Promise<Answer> {
    if (open.step === 'login') {
      const { login_hint: hint } = open.interaction.params;
      return { page: signInPage(open.origin, nameOf(open), { userName: typeof hint === 'string' ? hint : '' }) };
    }
    const asked = await this.consents.asked(open);
    return asked ? { page: consentPage(open.origin, asked) } : { page: expiredPage(), status: 400 };
  }

  private signedIn(
    open: OpenSignIn,
    { account }: Extract<Attempt, { outcome: 'signed-in' }>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Answer> {
    return this.finished(open, { login: { accountId: account.user.id } }, request, reply);
  }

  private async finished(
    open: OpenSignIn,
    result: InteractionResults,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Answer> {
    return { page: goOn(await this.signIns.finish(open, result, request, reply)) };
  }
}

function refused(
  attempt: Exclude<Attempt, { outcome: 'signed-in' }> | Unfit,
  page: (problem: string | string[]) => Page,
): Answer {
  switch (attempt.outcome) {
    case 'locked': {
      const wait = `Too many attempts with this user name. Try again in ${minutes(attempt.seconds)}.`;
      return { page: page(wait), status: 429, retryAfter: attempt.seconds };
    }
    case 'unfit':
      return { page: page(attempt.faults), status: 400 };
    case 'other-tenant':
      return { page: page('This application is for the users of another organisation.'), status: 403 };
    default:
      return { page: page('The user name or the password is wrong.'), status: 400 };
  }
}

function minutes(seconds: number): string {
  const count = Math.ceil(seconds / 60);
  return count === 1 ? 'a minute' : `${count} minutes`;
}

function nameOf({ client }: OpenSignIn): string {
  return client.clientName ?? client.clientId;
}

/** A field that was sent twice is as good as empty. */
function field(form: Form, name: string): string {
  const value = form?.[name];
  return typeof value === 'string' ? value : '';
}

function send(reply: FastifyReply, { page, status = 200, retryAfter }: Answer): void {
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  void reply.status(status).headers(pageHeaders).send(renderPage(page));
}

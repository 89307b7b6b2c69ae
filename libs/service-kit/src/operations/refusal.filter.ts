import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { PartnerErrorFilter, type PartnerError } from '#lib/partner-api';
import { html } from '../pages/html.js';
import { pageHeaders, renderPage } from '../pages/page.js';
import { type AnswerForm } from '../api-document/answer-form.decorator.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** In which form the path refuses, where the router of the app does not know it. */
    answerForm?: AnswerForm;
  }
}

/** Refuses in the form that the path has: a page for people, OAuth's or Partner Center's for programs. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly partnerCenter = new PartnerErrorFilter();

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const form = answerFormOf(reply.request);
    if (form) sendRefusal(reply, form, this.partnerCenter.toPartnerError(thrown));
    else this.partnerCenter.catch(thrown, host);
  }
}

export function sendRefusal(reply: FastifyReply, form: AnswerForm, refusal: PartnerError): void {
  const { fault, description, retryAfter } = refusal;
  if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
  void reply.status(fault.status);
  if (form === 'page') {
    const body = html`<p role="alert">${description}</p>`;
    void reply.headers(pageHeaders).send(renderPage({ title: 'This page cannot be shown', body, isRefusal: true }));
  } else {
    void reply.send({ error: oauthErrorOf(fault.status), error_description: description });
  }
}

function answerFormOf({ answerForm, routeOptions }: FastifyRequest): AnswerForm | undefined {
  return answerForm ?? (routeOptions.config as { answerForm?: AnswerForm } | undefined)?.answerForm;
}

function oauthErrorOf(status: number): string {
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}

import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { PartnerErrorFilter } from '#lib/partner-api';
import { html, pageHeaders, renderPage } from '#lib/service-kit';

/** Refuses in the form that the path has: a page for people, OAuth's or Partner Center's for programs. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly partnerCenter = new PartnerErrorFilter();

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const form = reply.request.route?.answerForm;
    if (!form) return this.partnerCenter.catch(thrown, host);
    const { fault, description, retryAfter } = this.partnerCenter.toPartnerError(thrown);
    if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
    void reply.status(fault.status);
    if (form === 'page') {
      const body = html`<p role="alert">${description}</p>`;
      void reply.headers(pageHeaders).send(renderPage({ title: 'This page cannot be shown', body, isRefusal: true }));
    } else {
      const error = fault.status >= 500 || fault.status === 429 ? 'temporarily_unavailable' : 'invalid_request';
      void reply.send({ error, error_description: description });
    }
  }
}

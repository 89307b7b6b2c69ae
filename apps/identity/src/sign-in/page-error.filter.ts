import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { errors } from 'oidc-provider';
import { isTransient, messageOf } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { pageHeaders, renderPage, sendRefusal } from '#lib/service-kit';
import { refusedPage, unavailablePage } from '../oidc/oidc-pages.js';

/** Failures and refusals of pages, as pages. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(PageErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (thrown instanceof PartnerError) return sendRefusal(reply, 'page', thrown);
    if (thrown instanceof errors.OIDCProviderError) {
      const { error, error_description: description, statusCode } = thrown;
      void reply
        .status(statusCode)
        .headers(pageHeaders)
        .send(renderPage(refusedPage(error, description)));
    } else if (isTransient(thrown)) {
      this.logger.warn(`Infrastructure is unavailable: ${messageOf(thrown as Error)}`);
      void reply
        .status(503)
        .headers({ ...pageHeaders, 'retry-after': '5' })
        .send(renderPage(unavailablePage()));
    } else {
      this.logger.error({ err: thrown }, 'Unexpected failure');
      void reply
        .status(500)
        .headers(pageHeaders)
        .send(renderPage(refusedPage('server_error', 'Something went wrong on our side.')));
    }
  }
}

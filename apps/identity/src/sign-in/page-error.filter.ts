import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { isTransient } from '#lib/messaging';
import { PartnerError, PartnerErrorFilter } from '#lib/partner-api';
import { pageHeaders, renderPage } from '#lib/service-kit';
import { refusedPage, unavailablePage } from '../oidc/oidc-pages.js';

/** Failures of pages, as pages. Refusals of the endpoint itself go the usual way. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(PageErrorFilter.name);
  private readonly others = new PartnerErrorFilter();

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (thrown instanceof PartnerError) return this.others.catch(thrown, host);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (isTransient(thrown)) {
      this.logger.warn(`Infrastructure is away: ${(thrown as Error).message}`);
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

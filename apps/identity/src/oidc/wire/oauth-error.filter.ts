import { Catch, HttpStatus, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { errors } from 'oidc-provider';
import { isTransient } from '#lib/messaging';
import { PartnerErrorFilter } from '#lib/partner-api';
import { sendRefusal } from '#lib/service-kit';

/** Refusals and failures of OAuth requests, in OAuth's form. */
@Catch()
export class OAuthErrorFilter implements ExceptionFilter {
  private readonly others = new PartnerErrorFilter();

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (thrown instanceof errors.OIDCProviderError) {
      const { error, error_description: description, statusCode } = thrown;
      void reply.status(statusCode).send({ error, error_description: description });
    } else if (isTransient(thrown)) {
      const description = 'The database cannot be reached. Nothing was changed; try again.';
      reply.header('Retry-After', '5');
      void reply
        .status(HttpStatus.SERVICE_UNAVAILABLE)
        .send({ error: 'temporarily_unavailable', error_description: description });
    } else {
      sendRefusal(reply, 'oauth', this.others.toPartnerError(thrown));
    }
  }
}

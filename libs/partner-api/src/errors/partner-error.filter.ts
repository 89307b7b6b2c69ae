import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { faults } from '#lib/contracts';
import { type Fault } from '#lib/decision';
import { isTransient, messageOf } from '#lib/messaging';
import { ErrorResource } from './error.dto.js';
import { PartnerError, type ErrorDetails } from './partner-error.js';

const MAX_DESCRIPTION = 1_024;

export function errorBody(
  fault: Fault,
  description: string,
  { source = 'PartnerFD', data = [] }: ErrorDetails = {},
): ErrorResource {
  const text = description.slice(0, MAX_DESCRIPTION);
  return {
    code: fault.code,
    message: text,
    description: text,
    ...(fault.errorName && { errorName: fault.errorName }),
    data,
    source,
    isRetryable: fault.status === 503,
    parameters: {},
    errorMessageExtended: `InternalErrorCode=${fault.code}`,
  };
}

/** The one place that turns failures into HTTP answers. What is not a known refusal is logged and told to nobody. */
@Catch()
export class PartnerErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(PartnerErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (statusOf(thrown) === 429) {
      // Partner Center answers throttled requests in a shape of their own.
      void reply.status(429).send({ statusCode: 429, message: (thrown as { message: string }).message });
      return;
    }
    const { fault, description, retryAfter, details } = this.toPartnerError(thrown);
    if (fault.status === 401) reply.header('WWW-Authenticate', 'OAuth realm=urn:cpsvc:cpid');
    if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
    if (details.allow) reply.header('Allow', details.allow.join(', '));
    // Partner Center answers throttled requests in a shape of their own; this is both.
    const throttled = fault.status === 429 && { statusCode: 429 };
    void reply.status(fault.status).send({ ...errorBody(fault, description, details), ...throttled });
  }

  /** What a failure is to the caller. */
  toPartnerError(thrown: unknown): PartnerError {
    if (thrown instanceof PartnerError) return thrown;
    const status = statusOf(thrown);
    if (status === 404) return new PartnerError(faults.notFound, 'There is nothing at this path.');
    if (status === 405) return new PartnerError(faults.methodNotAllowed, 'This path does not take this method.');
    if (status === 413) return new PartnerError(faults.tooLarge, 'The request body is larger than 1 MB.');
    if (status === 429) return new PartnerError(faults.tooManyRequests, (thrown as { message: string }).message);
    if (status === 415)
      return new PartnerError(faults.unsupportedMediaType, 'The request body must be application/json.');
    if (status === 400) return new PartnerError(faults.invalidArgument, 'The request body is not valid JSON.');
    if (isTransient(thrown)) {
      this.logger.warn(`Infrastructure is unavailable: ${messageOf(thrown as Error)}`);
      return new PartnerError(
        faults.unavailable,
        'The service cannot reach its database. Send the request again with the same MS-RequestId.',
        5,
      );
    }
    this.logger.error({ err: thrown }, 'Unexpected failure');
    return new PartnerError(
      faults.unexpected,
      'Unexpected service error. Quote the MS-CorrelationId when you report it.',
    );
  }
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown })?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

import { ApiExtension } from '@nestjs/swagger';

/** The OpenAPI extension that tells the gateway the limit of an operation. */
export const RATE_LIMIT_EXTENSION = 'x-rate-limit-per-minute';

/**
 * Limits an endpoint to this many requests a minute of one user or application, or of one address where nobody has to
 * sign in. They count apart from all other requests. The gateway sees to it; see `ENDPOINT_LIMIT_FACTOR`.
 */
export function RateLimit(perMinute: number): MethodDecorator {
  return ApiExtension(RATE_LIMIT_EXTENSION, perMinute);
}

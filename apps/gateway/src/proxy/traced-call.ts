import { type FastifyRequest } from 'fastify';
import { type HttpAnswer } from '#lib/service-kit';
import { traced } from '#lib/telemetry';

/** Passes a request on as a span of it, which is named by the route. */
export function tracedCall(
  service: string,
  { method, routePattern, routeOptions }: FastifyRequest,
  ask: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const template = routePattern ?? routeOptions.url;
  const attributes = { 'http.request.method': method, 'url.template': template, 'service.peer.name': service };
  return traced(`${method} ${template}`, { kind: 'client', attributes }, async (span) => {
    const answer = await ask();
    span?.set({ 'http.response.status_code': answer.status });
    return answer;
  });
}

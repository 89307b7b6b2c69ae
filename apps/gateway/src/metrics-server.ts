import { createServer, type Server } from 'node:http';
import { metricsContentType, renderMetrics } from '#lib/service-kit';

/** Serves metrics, and nothing else, on a port that is not exposed. */
export function serveMetrics(host: string, port: number): Server {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    renderMetrics().then(
      (text) => response.writeHead(200, { 'content-type': metricsContentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return server.listen(port, host);
}

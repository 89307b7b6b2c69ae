import { createHttpApp, loadConfig, onStopSignal, orExit } from '#lib/service-kit';
import { GatewayConfig } from './gateway.config.js';
import { serveMetrics } from './metrics-server.js';
import { serverCertificate } from './server-certificate.js';

await orExit(async () => {
  const config = loadConfig(GatewayConfig);
  const { GatewayModule } = await import('./gateway.module.js');
  const { publish } = await import('./publish.js');
  const app = await createHttpApp('gateway', GatewayModule, config, {
    isEdge: true,
    bodyParser: false,
    trustedProxies: config.TRUSTED_PROXIES,
    requestTimeoutMs: config.REQUEST_TIMEOUT_SECONDS * 1_000,
    https: serverCertificate(config),
  });
  await publish(app);
  await app.listen(config.PORT, config.HOST);
  const metrics = serveMetrics(config.HOST, config.MANAGEMENT_PORT);
  onStopSignal(app, config, async () => {
    metrics.close();
    await app.close();
  });
});

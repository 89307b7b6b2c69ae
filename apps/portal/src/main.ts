import { join } from 'node:path';
import { createHttpApp, loadConfig, onStopSignal, orExit } from '#lib/service-kit';
import { PortalConfig } from './portal.config.js';

await orExit(async () => {
  const config = loadConfig(PortalConfig);
  const { PortalModule } = await import('./portal.module.js');
  const { publish } = await import('./publish.js');
  const app = await createHttpApp('portal', PortalModule, config, { isEdge: false, bodyParser: false });
  await publish(app, join(import.meta.dirname, 'portal-web'));
  await app.listen(config.PORT, config.HOST);
  onStopSignal(app, config, () => app.close());
});

import { runService } from '#lib/service-kit';
import { IdentityConfig } from './identity.config.js';

await runService('identity', IdentityConfig, async () => (await import('./identity.module.js')).IdentityModule);

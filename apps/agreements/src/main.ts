import { runService } from '#lib/service-kit';
import { AgreementsConfig } from './agreements.config.js';

await runService('agreements', AgreementsConfig, async () => (await import('./agreements.module.js')).AgreementsModule);

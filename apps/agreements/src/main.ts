import { runService, ServiceConfig } from '#lib/service-kit';

await runService('agreements', ServiceConfig, async () => (await import('./agreements.module.js')).AgreementsModule);

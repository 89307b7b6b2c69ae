import { runService } from '#lib/service-kit';
import { CustomersConfig } from './customers.config.js';

await runService('customers', CustomersConfig, async () => (await import('./customers.module.js')).CustomersModule);

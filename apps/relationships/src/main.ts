import { runService } from '#lib/service-kit';
import { RelationshipsConfig } from './relationships.config.js';

await runService(
  'relationships',
  RelationshipsConfig,
  async () => (await import('./relationships.module.js')).RelationshipsModule,
);

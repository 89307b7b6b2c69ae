import { runService } from '#lib/service-kit';
import { NotificationsConfig } from './notifications.config.js';

await runService(
  'notifications',
  NotificationsConfig,
  async () => (await import('./notifications.module.js')).NotificationsModule,
);

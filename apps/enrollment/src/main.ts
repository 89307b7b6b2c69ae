import { runService, ServiceConfig } from '#lib/service-kit';

await runService('enrollment', ServiceConfig, async () => (await import('./enrollment.module.js')).EnrollmentModule);

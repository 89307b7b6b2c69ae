import { runService } from '#lib/service-kit';
import { EnrollmentConfig } from './enrollment.config.js';

await runService('enrollment', EnrollmentConfig, async () => (await import('./enrollment.module.js')).EnrollmentModule);

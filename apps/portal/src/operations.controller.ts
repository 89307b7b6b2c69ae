import { Controller, Get, Header } from '@nestjs/common';
import { metricsContentType, renderMetrics } from '#lib/service-kit';

/** What operations asks the portal. The gateway does not forward here. */
@Controller()
export class OperationsController {
  /** The process runs. */
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Shows pages. It needs nobody for that: a page says what is away. */
  @Get('health/ready')
  ready(): { status: string } {
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', metricsContentType)
  metrics(): Promise<string> {
    return renderMetrics();
  }
}

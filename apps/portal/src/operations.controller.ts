import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Lifecycle, metricsContentType, renderMetrics } from '#lib/service-kit';

/** What operations asks the portal. The gateway does not forward here. */
@Controller()
export class OperationsController {
  constructor(private readonly lifecycle: Lifecycle) {}

  /** The process runs. */
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Shows pages, until it is told to stop. It needs nobody for that: a page says what is away. */
  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): { status: string; reason?: string } {
    if (!this.lifecycle.stopping) return { status: 'ok' };
    void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'error', reason: 'The portal is stopping.' };
  }

  @Get('metrics')
  @Header('content-type', metricsContentType)
  metrics(): Promise<string> {
    return renderMetrics();
  }
}

import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Lifecycle } from '#lib/service-kit';
import { RouteTable } from './proxy/route-table.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly routes: RouteTable,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Knows what each service answers, and was not told to stop. */
  @Get('ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): { status: string; reason?: string } {
    const { missing } = this.routes;
    if (missing.length === 0 && !this.lifecycle.stopping) return { status: 'ok' };
    void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    const reason = this.lifecycle.stopping ? 'The gateway is stopping.' : `No answer yet from: ${missing.join(', ')}.`;
    return { status: 'error', reason };
  }
}

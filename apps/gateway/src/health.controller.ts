import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { RouteTable } from './proxy/route-table.js';

@Controller('health')
export class HealthController {
  constructor(private readonly routes: RouteTable) {}

  /** The process runs. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Knows what each service answers. */
  @Get('ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): { status: string; reason?: string } {
    const { missing } = this.routes;
    if (missing.length === 0) return { status: 'ok' };
    void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'error', reason: `No answer yet from: ${missing.join(', ')}.` };
  }
}

import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { KafkaEventsStrategy, type ConsumerReport } from '#lib/messaging';
import { Anonymous } from '../access/access.decorator.js';
import { DatabaseRepository } from '../persistence/database/database.repository.js';
import { metricsContentType, renderMetrics } from './metrics.js';
import { Lifecycle } from './lifecycle.js';

interface Status {
  status: 'ok' | 'error';
  reason?: string;
}

/** What operations asks a service. The gateway does not forward here. */
@Controller()
@Anonymous()
@ApiExcludeController()
export class OperationsController {
  constructor(
    private readonly database: DatabaseRepository,
    private readonly events: KafkaEventsStrategy,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** The process runs. */
  @Get('health/live')
  live(): Status {
    return { status: 'ok' };
  }

  /**
   * Takes commands: the database answers. A broker that is away does not matter here, events wait in the outbox. One that has let this
   * process do nothing yet does: a version that is rolled out with wrong rights replaces nothing.
   */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Status> {
    if (this.lifecycle.stopping) return unavailable(reply, 'The service is stopping.');
    try {
      await this.database.ping();
    } catch {
      return unavailable(reply, 'The database does not answer.');
    }
    const refused = this.events.health.refusedSinceStart;
    return refused === undefined ? { status: 'ok' } : unavailable(reply, `${refused}.`);
  }

  /** Whether the consumer polls, and which partitions wait for infrastructure. For alerts, not for restarts. */
  @Get('health/consumers')
  consumers(@Res({ passthrough: true }) reply: FastifyReply): ConsumerReport {
    const report = this.events.report();
    void reply.status(report.healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }

  @Get('metrics')
  @Header('content-type', metricsContentType)
  metrics(): Promise<string> {
    return renderMetrics();
  }
}

function unavailable(reply: FastifyReply, reason: string): Status {
  void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
  return { status: 'error', reason };
}

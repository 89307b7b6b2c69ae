import { Injectable } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';

/** Where the process is in its life. */
@Injectable()
export class Lifecycle {
  /** Set with the first signal to stop: from then on the app is not ready any more. */
  stopping = false;

  /** While it stops, each answer tells who asked to go on over another connection, which may lead to another instance. */
  closeConnectionsOf(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, reply, done) => {
      if (this.stopping) void reply.header('connection', 'close');
      done();
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK, type EventMessage } from '#lib/messaging';
import { isDuplicateKey } from '../duplicate-key.js';

interface Reaction {
  /** Handler and event. */
  _id: string;
  at: Date;
}

const schema = new Schema<Reaction>({ _id: String, at: Date }, { versionKey: false, id: false, autoCreate: false });

/**
 * What this service has done because of events. Records are kept as long as the topics, which is for ever: an event
 * that is delivered again, or re-driven years later, does not cause the same a second time.
 */
@Injectable()
export class ReactionsRepository {
  private readonly model: Model<Reaction>;

  constructor(
    @InjectConnection() connection: Connection,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.model = connection.model<Reaction>('reactions', schema, 'reactions');
  }

  /**
   * Does `work` unless `handler` has done it for this event. A crash between the work and the record repeats the work,
   * so it has to be idempotent.
   */
  async once(handler: string, { id }: EventMessage, work: () => Promise<void>): Promise<void> {
    const _id = `${handler}/${id}`;
    if (await this.model.exists({ _id })) return;
    await work();
    try {
      await this.model.create({ _id, at: this.clock.now() });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type CommandEnvelope } from '#lib/messaging';
import { type Rejection } from '#lib/decision';
import { AggregateRepository } from '../persistence/aggregates/aggregate.repository.js';
import { ownCommand } from '../persistence/aggregates/remembered-commands.js';
import { Persistence } from '../persistence/persistence.js';
import { ownedBy } from '../persistence/query.js';
import {
  answerCommand,
  completeCommand,
  openReceipt,
  receiptId,
  rejectAccepted,
  type Answer,
  type CommandReceipt,
} from './command-receipt.js';

@Injectable()
export class CommandReceiptRepository extends AggregateRepository<CommandReceipt> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'commandreceipts',
      state: {
        id: String,
        commandId: String,
        source: String,
        type: { type: String },
        outcome: String,
        partnerId: String,
        objectId: String,
        roles: { type: [String], default: undefined },
        answeredAt: Date,
        rejection: new Schema({ code: Number, description: String }, { _id: false, id: false }),
      },
    });
  }

  find(command: CommandEnvelope): Promise<CommandReceipt | undefined> {
    return this.findOne(ownedBy('state.source', command.source, { _id: receiptId(command) }));
  }

  /** The receipt with this answer, or with the one that was quicker. */
  async answer(command: CommandEnvelope, answer: Answer): Promise<CommandReceipt> {
    const open = openReceipt(command);
    const receipt = await this.changeOrCreate(open.id, ownCommand, (known, now) =>
      answerCommand(known ?? open, command, answer, now),
    );
    return receipt as CommandReceipt;
  }

  async complete({ id, source }: CommandReceipt): Promise<void> {
    await this.change(ownedBy('state.source', source, { _id: id }), ownCommand, completeCommand);
  }

  async reject({ id, source }: CommandReceipt, rejection: Rejection): Promise<void> {
    await this.change(ownedBy('state.source', source, { _id: id }), ownCommand, (receipt, now) =>
      rejectAccepted(receipt, rejection, now),
    );
  }
}

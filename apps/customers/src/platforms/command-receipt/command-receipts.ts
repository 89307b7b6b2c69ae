import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { currentContext, type CommandEnvelope, type CommandMessage, type UnreadableCommand } from '#lib/messaging';
import { isRefusal } from '#lib/partner-api';
import { derivedId } from '#lib/service-kit';
import { CustomersConfig } from '../../customers.config.js';
import { isAnswered, type Answer } from './command-receipt.js';
import { CommandReceiptRepository } from './command-receipt.repository.js';

/** In whose name a command changes something, and by which id: the same for a repeat. */
export interface CommandBy {
  partnerId: string;
  commandId: string;
}

export interface CommandEffect {
  /** Refuses, by throwing what the public API would answer. */
  check(partnerId: string): Promise<void>;
  /** Writes what the command is for. Any number of times for one command. */
  apply(by: CommandBy): Promise<void>;
}

/**
 * Answers commands of other platforms, each once and for good. The receipt is written first: accepted or rejected. Then comes
 * the effect, then the mark that it is written. The message is done after all three, so a crash in between brings it again, and
 * the receipt says where to go on.
 */
@Injectable()
export class CommandReceipts {
  constructor(
    private readonly receipts: CommandReceiptRepository,
    private readonly config: CustomersConfig,
  ) {}

  async take(command: CommandMessage, effect: CommandEffect): Promise<void> {
    const known = await this.receipts.find(command);
    const receipt =
      known && isAnswered(known, command)
        ? known
        : await this.receipts.answer(command, await this.answerTo(command, effect));
    const { outcome, partnerId } = receipt;
    if (outcome !== 'accepted' || !partnerId) return;
    actFor(partnerId, command);
    await effect.apply({ partnerId, commandId: derivedId(command.source, command.id) });
    await this.receipts.complete(receipt);
  }

  /** Rejects a command that cannot be read. */
  async refuse(command: UnreadableCommand): Promise<void> {
    const partnerId = this.config.partnerOfSource(command.source);
    if (partnerId) actFor(partnerId, command);
    const rejection = { fault: faults.invalidArgument, description: command.reason };
    await this.receipts.answer(command, { ...(partnerId && { partnerId }), rejection, unreadable: true });
  }

  private async answerTo(command: CommandMessage, effect: CommandEffect): Promise<Answer> {
    const partnerId = this.config.partnerOfSource(command.source);
    if (!partnerId) {
      const description = `The source ${command.source} speaks for no partner. The operator configures for which partner a source speaks.`;
      return { rejection: { fault: faults.forbidden, description } };
    }
    actFor(partnerId, command);
    try {
      await effect.check(partnerId);
      return { partnerId };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { partnerId, rejection: { fault: error.fault, description: error.description } };
    }
  }
}

/** Events name who acts: the partner, by one of its platforms. */
function actFor(partnerId: string, { source }: CommandEnvelope): void {
  const context = currentContext();
  if (context) context.actor = `${partnerId}/${source}`;
}

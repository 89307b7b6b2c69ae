import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { type Rejected } from '#lib/decision';
import { currentContext, type CommandEnvelope, type CommandMessage, type UnreadableCommand } from '#lib/messaging';
import { accepted, isRefusal } from '#lib/partner-api';
import { assertMayAct, partnerFor } from '../access/access-rules.js';
import { type Access } from '../access/access.decorator.js';
import { type Caller } from '../access/caller.js';
import { PARTNER_DIRECTORY, type PartnerDirectory } from '../access/partner-directory.js';
import { Command } from './command.js';
import { derivedId } from '../ids.js';
import { isAnswered, type Answer, type CommandReceipt } from './command-receipt.js';
import { CommandReceiptRepository } from './command-receipt.repository.js';
import { CommandSources } from './command-sources.js';

/** What a command of another platform is for. It refuses by answering, or throwing, what the public API would answer. */
export interface CommandEffect {
  /** Who may: what the endpoint of the same use case says. */
  access: Access;
  /** Refuses before the command is accepted, where what it is for can be decided without being written. */
  check?(caller: Caller): Promise<Rejected | undefined>;
  /** Writes what the command is for, by an id that is the same for a repeat. Any number of times for one command. */
  apply(command: Command): Promise<unknown>;
  /**
   * Whether the effect was written by an earlier try: then a refusal of this one only says that things have changed since.
   * Absent: what was done once is not refused to a repeat anyway.
   */
  isApplied?(command: Command): Promise<boolean>;
}

/**
 * Answers commands of other platforms, each once and for good. The receipt is written first: accepted, if the sender may, or
 * rejected. Then comes the effect, by the use case that a request over HTTP has as well, then the mark that it is written or
 * refused. The message is done after all three, so a crash in between brings it again, and the receipt says where to go on.
 */
@Injectable()
export class CommandReceipts {
  constructor(
    private readonly receipts: CommandReceiptRepository,
    private readonly sources: CommandSources,
    @Inject(PARTNER_DIRECTORY) private readonly partners: PartnerDirectory,
  ) {}

  async take(message: CommandMessage, effect: CommandEffect): Promise<void> {
    const known = await this.receipts.find(message);
    const receipt =
      known && isAnswered(known, message)
        ? known
        : await this.receipts.answer(message, await this.answerTo(message, effect));
    if (receipt.outcome !== 'accepted') return;
    const command = await this.commandOf(receipt, effect);
    try {
      accepted(await effect.apply(command));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (!(await effect.isApplied?.(command))) return this.receipts.reject(receipt, error);
    }
    await this.receipts.complete(receipt);
  }

  /** Rejects a command that cannot be read. */
  async refuse(message: UnreadableCommand): Promise<void> {
    const source = await this.sources.find(message.source);
    if (source) actFor(source.partnerId, message);
    const rejection = { fault: faults.invalidArgument, description: message.reason };
    await this.receipts.answer(message, { ...source, rejection, unreadable: true });
  }

  private async answerTo(message: CommandMessage, effect: CommandEffect): Promise<Answer> {
    const source = await this.sources.find(message.source);
    if (!source) {
      const description = `The source ${message.source} speaks for no partner. An admin of the partner registers it for an application, or the operator configures it.`;
      return { rejection: { fault: faults.forbidden, description } };
    }
    const { partnerId, objectId, roles } = source;
    actFor(partnerId, message);
    const caller: Caller = { tenantId: partnerId, objectId, kind: 'platform', roles };
    try {
      assertMayAct(effect.access, caller);
      const partner = await partnerFor(effect.access, caller, this.partners);
      accepted(await effect.check?.({ ...caller, ...(partner && { partner }) }));
      return source;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { fault, description } = error;
      return { ...source, rejection: { fault, description } };
    }
  }

  /** In whose name an accepted command is carried out: that it may was decided when it was accepted, whatever has changed since. */
  private async commandOf(receipt: CommandReceipt, { access }: CommandEffect): Promise<Command> {
    // Receipts of earlier versions do not say in which application's name, and with which roles.
    const { partnerId: tenantId = '', objectId = derivedId(receipt.source), roles = [], source, commandId } = receipt;
    actFor(tenantId, receipt);
    const partner = access.partnerTypes === 'none' ? undefined : await this.partners.find(tenantId);
    const caller: Caller = { tenantId, objectId, kind: 'platform', roles, ...(partner && { partner }) };
    return new Command(derivedId(source, commandId), caller);
  }
}

/** Events name who acts: the company, by one of its platforms. */
function actFor(partnerId: string, { source }: Pick<CommandEnvelope, 'source'>): void {
  const context = currentContext();
  if (context) context.actor = `${partnerId}/${source}`;
}

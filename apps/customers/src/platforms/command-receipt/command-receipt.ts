import { event, type DomainEvent } from '#lib/contracts';
import { happened, nothingHappened, type Decision, type Rejection } from '#lib/decision';
import { commandRejected } from '#contracts/customers/platforms/command-rejected.v1';

const MAX_DESCRIPTION = 1_000;
const MAX_TYPE = 256;

/** What came of one command of another platform. It is kept for ever, so that a repeat changes nothing, however late it comes. */
export interface CommandReceipt {
  /** Source and id of the command. */
  id: string;
  commandId: string;
  source: string;
  type?: string;
  /**
   * `accepted`: its effect is being written; `applied`: it is written. `rejected` is final; `unreadable` is rejected as well, but
   * a later version may read the command when an operator gives it to the service again. `open`: not answered yet.
   */
  outcome: 'open' | 'accepted' | 'applied' | 'rejected' | 'unreadable';
  /** The partner that the source spoke for when the command came. */
  partnerId?: string;
  rejection?: { code: number; description: string };
  answeredAt?: Date;
}

/** How a command is answered: accepted, unless there is a rejection. */
export interface Answer {
  partnerId?: string;
  rejection?: Rejection;
  unreadable?: boolean;
}

type Result = Decision<CommandReceipt, DomainEvent>;

/** What there is before a command has been answered. */
export function openReceipt(command: { id: string; source: string; type?: string }): CommandReceipt {
  const { id: commandId, source, type } = command;
  return {
    id: receiptId(command),
    commandId,
    source,
    ...(type && { type: type.slice(0, MAX_TYPE) }),
    outcome: 'open',
  };
}

/** A source has no spaces, so that no two commands have the same. */
export function receiptId({ source, id }: { source: string; id: string }): string {
  return `${source} ${id}`;
}

/** Whether the receipt says what becomes of the command, or the command has yet to be looked at. */
export function isAnswered({ outcome }: CommandReceipt, { redriven }: { redriven: boolean }): boolean {
  return outcome !== 'open' && !(outcome === 'unreadable' && redriven);
}

/** Answers a command, once. A rejection is told by an event. */
export function answerCommand(
  receipt: CommandReceipt,
  command: { type?: string; redriven: boolean },
  { partnerId, rejection, unreadable = false }: Answer,
  now: Date,
): Result {
  if (isAnswered(receipt, command) || (unreadable && receipt.outcome === 'unreadable')) return nothingHappened;
  const { id, commandId, source, type } = receipt;
  const named = { id, commandId, source, ...(type && { type }), ...(partnerId && { partnerId }), answeredAt: now };
  if (!rejection) return happened({ ...named, outcome: 'accepted' });
  const { code } = rejection.fault;
  const description = rejection.description.slice(0, MAX_DESCRIPTION);
  return happened(
    { ...named, outcome: unreadable ? 'unreadable' : 'rejected', rejection: { code, description } },
    event(commandRejected, {
      commandId,
      commandSource: source,
      ...(type && { commandType: type }),
      ...(partnerId && { partnerId }),
      code,
      description,
      parked: unreadable,
      rejectedAt: now.toISOString(),
    }),
  );
}

/** The effect of an accepted command is written. */
export function completeCommand(receipt: CommandReceipt): Result {
  return receipt.outcome === 'accepted' ? happened({ ...receipt, outcome: 'applied' }) : nothingHappened;
}

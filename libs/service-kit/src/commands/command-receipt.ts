import { event, type DomainEvent, type Role } from '#lib/contracts';
import { happened, nothingHappened, type Accepted, type Rejection } from '#lib/decision';
import { commandRejected } from '#contracts/commands/command-rejected.v1';

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
   * `accepted`: who sent it may, and its effect is being written; `applied`: it is written. `rejected` is final; `unreadable` is
   * rejected as well, but a later version may read the command when an operator gives it to the service again. `open`: not answered
   * yet.
   */
  outcome: 'open' | 'accepted' | 'applied' | 'rejected' | 'unreadable';
  /** The company that the source spoke for when the command came, in which application's name, and with which roles. */
  partnerId?: string;
  objectId?: string;
  roles?: Role[];
  rejection?: { code: number; description: string };
  answeredAt?: Date;
}

/** How a command is answered: accepted, unless there is a rejection. */
export interface Answer {
  partnerId?: string;
  objectId?: string;
  roles?: Role[];
  rejection?: Rejection;
  unreadable?: boolean;
}

type Result = Accepted<CommandReceipt, DomainEvent>;

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
  { partnerId, objectId, roles, rejection, unreadable = false }: Answer,
  now: Date,
): Result {
  if (isAnswered(receipt, command) || (unreadable && receipt.outcome === 'unreadable')) return nothingHappened;
  const { id, commandId, source, type } = receipt;
  const sender = { ...(partnerId && { partnerId }), ...(objectId && { objectId }), ...(roles && { roles }) };
  const named = { id, commandId, source, ...(type && { type }), ...sender, answeredAt: now };
  if (!rejection) return happened({ ...named, outcome: 'accepted' });
  return rejected({ ...named, outcome: unreadable ? 'unreadable' : 'rejected' }, rejection, now);
}

/** The effect of an accepted command is written. */
export function completeCommand(receipt: CommandReceipt): Result {
  return receipt.outcome === 'accepted' ? happened({ ...receipt, outcome: 'applied' }) : nothingHappened;
}

/** Its effect cannot be written: what decides about that has refused it. */
export function rejectAccepted(receipt: CommandReceipt, rejection: Rejection, now: Date): Result {
  if (receipt.outcome !== 'accepted') return nothingHappened;
  return rejected({ ...receipt, outcome: 'rejected', answeredAt: now }, rejection, now);
}

function rejected(receipt: CommandReceipt, { fault, description: said }: Rejection, now: Date): Result {
  const { commandId, source, type, partnerId, outcome } = receipt;
  const told = { code: fault.code, description: said.slice(0, MAX_DESCRIPTION) };
  return happened(
    { ...receipt, rejection: told },
    event(commandRejected, {
      commandId,
      commandSource: source,
      ...(type && { commandType: type }),
      ...(partnerId && { partnerId }),
      ...told,
      parked: outcome === 'unreadable',
      rejectedAt: now.toISOString(),
    }),
  );
}

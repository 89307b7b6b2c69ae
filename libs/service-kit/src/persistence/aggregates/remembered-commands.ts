import { createHash } from 'node:crypto';

/** Of a command that nobody repeats by its id, such as a sweep's: the state alone guards it, and it is not remembered. */
export const ownCommand = Symbol('own command');

/** Of a command that a caller may repeat; or of a step on its way, which is not made any more once that is done. */
export type CommandId = string | typeof ownCommand | { stepOf: string };

/** What a document holds of the commands that it applied. */
export interface RememberedCommands {
  /**
   * 20 bytes for each, the oldest first: when it was applied, in seconds since 1970 (4 bytes, big-endian), and the first half
   * of the SHA-256 of its id. At most 256 of the last 24 hours, which are 5 KB.
   */
  remembered?: { buffer: Uint8Array };
  /** The form of earlier versions, which may be running beside this one: they read and write it, this version reads it. */
  commands: { id: string; at: Date }[];
}

const REMEMBER_MS = 24 * 60 * 60 * 1_000;
const REMEMBER_AT_MOST = 256;
const TIME_BYTES = 4;
const ENTRY_BYTES = TIME_BYTES + 16;

/** Whether the command was applied before, or the one that it is a step of. */
export function remembers({ remembered, commands }: RememberedCommands, commandId: CommandId): boolean {
  if (commandId === ownCommand) return false;
  const sought = typeof commandId === 'string' ? commandId : commandId.stepOf;
  const hash = hashOf(sought);
  return (
    entriesOf(remembered).some((entry) => entry.subarray(TIME_BYTES).equals(hash)) ||
    commands.some(({ id }) => id === sought)
  );
}

/** The fields to write with what the command changes. */
export function rememberedAfter(
  known: RememberedCommands,
  commandId: CommandId,
  now: Date,
): { remembered: Buffer; commands?: RememberedCommands['commands'] } {
  const since = now.getTime() - REMEMBER_MS;
  const entries = entriesOf(known.remembered).filter((entry) => entry.readUInt32BE() * 1_000 > since);
  if (typeof commandId === 'string') entries.push(entryOf(commandId, now));
  const commands = known.commands.filter(({ at }) => at.getTime() > since).slice(-REMEMBER_AT_MOST);
  return {
    remembered: Buffer.concat(entries.slice(-REMEMBER_AT_MOST)),
    ...(commands.length < known.commands.length && { commands }),
  };
}

function entriesOf(remembered: RememberedCommands['remembered']): Buffer[] {
  const bytes = Buffer.from(remembered?.buffer ?? []);
  return Array.from({ length: Math.floor(bytes.length / ENTRY_BYTES) }, (_, index) =>
    bytes.subarray(index * ENTRY_BYTES, (index + 1) * ENTRY_BYTES),
  );
}

function entryOf(commandId: string, now: Date): Buffer {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUInt32BE(Math.floor(now.getTime() / 1_000));
  return Buffer.concat([time, hashOf(commandId)]);
}

function hashOf(commandId: string): Buffer {
  return createHash('sha256')
    .update(commandId)
    .digest()
    .subarray(0, ENTRY_BYTES - TIME_BYTES);
}

import {
  ownCommand,
  rememberedAfter,
  remembers,
  type CommandId,
  type RememberedCommands,
} from './remembered-commands.js';

const start = new Date('2026-03-01T08:00:00Z');
const HOUR = 60 * 60 * 1_000;
const none: RememberedCommands = { commands: [] };
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

function after(known: RememberedCommands, commandId: CommandId, now: Date): RememberedCommands {
  const { remembered, commands = known.commands } = rememberedAfter(known, commandId, now);
  return { remembered: { buffer: remembered }, commands };
}

it('[idempotency] a command is remembered for 24 hours', () => {
  const known = after(none, 'a', start);
  expect(remembers(known, 'a')).toBe(true);
  expect(remembers(known, 'b')).toBe(false);
  expect(remembers(after(known, 'b', later(23 * HOUR)), 'a')).toBe(true);
  expect(remembers(after(known, 'b', later(25 * HOUR)), 'a')).toBe(false);
});

it('[idempotency] a step of a command is not made once that is remembered, and is not remembered itself', () => {
  const step = { stepOf: 'a' };
  expect(remembers(after(none, step, start), 'a')).toBe(false);
  expect(remembers(after(none, 'a', start), step)).toBe(true);
});

it('[idempotency] own commands of a service are not remembered', () => {
  const known = after(none, ownCommand, start);
  expect(known.remembered?.buffer).toHaveLength(0);
  expect(remembers(known, ownCommand)).toBe(false);
});

it('[idempotency] 10,000 changes within a day leave the last 256 of them, in 5 KB', () => {
  let known = none;
  for (let count = 0; count < 10_000; count++) known = after(known, `command-${count}`, later(count));
  expect(known.remembered?.buffer).toHaveLength(256 * 20);
  expect(remembers(known, 'command-9744')).toBe(true);
  expect(remembers(known, 'command-9743')).toBe(false);
});

it('[versions] what an earlier version remembers counts as well, and goes when it is a day old or too much', () => {
  const earlier: RememberedCommands = {
    commands: [
      { id: 'old', at: start },
      { id: 'young', at: later(2 * HOUR) },
    ],
  };
  expect(remembers(earlier, 'old')).toBe(true);
  expect(rememberedAfter(earlier, 'a', later(3 * HOUR))).not.toHaveProperty('commands');
  const known = after(earlier, 'a', later(25 * HOUR));
  expect(known.commands).toEqual([{ id: 'young', at: later(2 * HOUR) }]);
  const many = Array.from({ length: 2_400 }, (_, index) => ({ id: String(index), at: start }));
  expect(after({ commands: many }, 'a', start).commands).toEqual(many.slice(-256));
});

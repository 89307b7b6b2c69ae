import { event, faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { commandRejected } from '#contracts/commands/command-rejected.v1';
import {
  answerCommand,
  completeCommand,
  isAnswered,
  openReceipt,
  rejectAccepted,
  type CommandReceipt,
} from './command-receipt.js';

const now = new Date('2026-03-01T08:00:00.000Z');
const partnerId = '0a1b2c3d-0000-4000-8000-00000000000a';
const command = { id: 'command 1', source: '/crm', type: 'io.twotier.thing.do.v1', redriven: false };
const redriven = { ...command, redriven: true };
const open = openReceipt(command);
const accepted: CommandReceipt = { ...open, outcome: 'accepted', partnerId, answeredAt: now };
const applied: CommandReceipt = { ...accepted, outcome: 'applied' };
const told = { code: 20002, description: 'No.' };
const rejected: CommandReceipt = { ...accepted, outcome: 'rejected', rejection: told };
const unreadable: CommandReceipt = { ...rejected, outcome: 'unreadable' };
const rejection = { fault: faults.noRelationship, description: 'No.' };
const published = {
  commandId: 'command 1',
  commandSource: '/crm',
  commandType: command.type,
  partnerId,
  ...told,
  parked: false,
  rejectedAt: now.toISOString(),
};

it('[ruling 5] a receipt is of one source and id', () => {
  expect(open).toEqual({
    id: '/crm command 1',
    commandId: 'command 1',
    source: '/crm',
    type: command.type,
    outcome: 'open',
  });
  const others = [openReceipt({ id: '1', source: '/crm/command' }), openReceipt({ id: '/crm command 1', source: '/' })];
  expect(new Set([open, ...others].map(({ id }) => id)).size).toBe(3);
});

it('[ruling 5] an accepted command is told by what it causes', () =>
  given(open)
    .when((receipt) => answerCommand(receipt, command, { partnerId }, now))
    .thenState(accepted)
    .then());

it('[ruling 5] a rejected one is told by an event of its own, with the code that the public API has for it', () =>
  given(open)
    .when((receipt) => answerCommand(receipt, command, { partnerId, rejection }, now))
    .thenState(rejected)
    .then(event(commandRejected, published)));

it('[ruling 5] one that cannot be read is told that it is parked', () =>
  given(open)
    .when((receipt) => answerCommand(receipt, command, { partnerId, rejection, unreadable: true }, now))
    .thenState(unreadable)
    .then(event(commandRejected, { ...published, parked: true })));

it('[ruling 5] neither a source without a partner nor a command without a type is made up', () => {
  const { type: _, ...typeless } = command;
  const { partnerId: __, commandType: ___, ...rest } = published;
  given(openReceipt(typeless))
    .when((receipt) => answerCommand(receipt, typeless, { rejection }, now))
    .then(event(commandRejected, rest));
});

it('[ruling 5] what the event holds is as short as its contract says', () => {
  const long = { ...command, type: 't'.repeat(300) };
  const answer = { rejection: { ...rejection, description: 'd'.repeat(2_000) } };
  given(openReceipt(long))
    .when((receipt) => answerCommand(receipt, long, answer, now))
    .thenState({ type: 't'.repeat(256), rejection: { description: 'd'.repeat(1_000) } });
});

it.each([accepted, applied, rejected, unreadable])('[ruling 5] a repeat changes nothing: $outcome', (receipt) => {
  expect(isAnswered(receipt, command)).toBe(true);
  for (const answer of [{ partnerId }, { partnerId, rejection }, { partnerId, rejection, unreadable: true }]) {
    given(receipt)
      .when((state) => answerCommand(state, command, answer, now))
      .thenNothingHappened();
  }
});

describe('re-driven,', () => {
  it.each([accepted, applied, rejected])('[ruling 6] a command that was read is a repeat: $outcome', (receipt) => {
    expect(isAnswered(receipt, redriven)).toBe(true);
    given(receipt)
      .when((state) => answerCommand(state, redriven, { partnerId }, now))
      .thenNothingHappened();
  });

  it('[ruling 6] one that was not read is answered anew once it can be', () => {
    expect(isAnswered(unreadable, redriven)).toBe(false);
    const decision = answerCommand(unreadable, redriven, { partnerId }, now);
    expect(decision).toEqual({ outcome: 'happened', state: accepted, events: [] });
    given(unreadable)
      .when((state) => answerCommand(state, redriven, { partnerId, rejection }, now))
      .thenState(rejected)
      .then(event(commandRejected, published));
  });

  it('[ruling 6] and is not told again that it cannot', () =>
    given(unreadable)
      .when((state) => answerCommand(state, redriven, { partnerId, rejection, unreadable: true }, now))
      .thenNothingHappened());
});

it('[ruling 5] an accepted command is applied once', () => {
  given(accepted).when(completeCommand).thenState(applied).then();
  for (const receipt of [applied, rejected, unreadable]) given(receipt).when(completeCommand).thenNothingHappened();
});

it('[ruling 5] an accepted command whose effect is refused is rejected, once, and with who sent it', () => {
  const ofAnApplication: CommandReceipt = { ...accepted, objectId: 'app' };
  given(ofAnApplication)
    .when((receipt) => rejectAccepted(receipt, rejection, now))
    .thenState({ ...rejected, objectId: 'app' })
    .then(event(commandRejected, published));
  for (const receipt of [open, applied, rejected, unreadable]) {
    given(receipt)
      .when((state) => rejectAccepted(state, rejection, now))
      .thenNothingHappened();
  }
});

it('[ruling 45] a receipt says in which application’s name the command was sent', () =>
  given(open)
    .when((receipt) => answerCommand(receipt, command, { partnerId, objectId: 'app' }, now))
    .thenState({ ...accepted, objectId: 'app' })
    .then());

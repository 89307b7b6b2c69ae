import { createCommand, outcomeOf } from './command.ts';
import { type PlatformEvent } from './event.ts';
import { InvalidMessageError } from './kafka-message.ts';

const source = 'https://crm.example';
const type = 'io.twotier.customer.record-external-relationship.v1';
const data = {
  customerId: 'd0633e25-eb5e-4699-81e8-84fcb55f252f',
  companyName: 'Juniper Foods',
  domain: 'juniper.example',
  country: 'US',
  cloud: 'Global',
} as const;
const time = new Date('2026-03-01T08:00:00Z');

it('[C2] makes CloudEvents 1.0 in binary mode, with the customer for the key', () =>
  expect(
    createCommand({ type, source, data, id: 'command-1', time, correlationId: 'order-7', topicPrefix: 'acme' }),
  ).toEqual({
    topic: 'acme.customers.commands',
    id: 'command-1',
    source,
    message: {
      key: data.customerId,
      value: JSON.stringify(data),
      headers: {
        ce_specversion: '1.0',
        ce_id: 'command-1',
        ce_source: source,
        ce_type: type,
        ce_subject: data.customerId,
        ce_time: '2026-03-01T08:00:00.000Z',
        ce_correlationid: 'order-7',
        'content-type': 'application/json',
      },
    },
  }));

it('[C2] gives each command an id and a time of its own', () => {
  const [one, other] = [createCommand({ type, source, data }), createCommand({ type, source, data })];
  expect(one.id).not.toBe(other.id);
  expect(one).toMatchObject({ topic: 'twotier.customers.commands', message: { headers: { ce_id: one.id } } });
  expect(one.message.headers['ce_time']).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it('[C2] refuses what the platform would refuse, with all that is wrong', () => {
  const wrong = { ...data, cloud: 'Mars' as 'Global', companyName: '' };
  expect(() => createCommand({ type, source, data: wrong })).toThrow(InvalidMessageError);
  expect(() => createCommand({ type, source, data: wrong })).toThrow(/companyName .+ cloud /);
});

describe('what became of a command', () => {
  const command = { id: 'command-1', source };
  const recorded = {
    type: 'io.twotier.external-relationship.recorded.v1',
    causationId: 'command-1',
    actor: `a-partner/${source}`,
  } as PlatformEvent;
  const rejected = {
    type: 'io.twotier.command.rejected.v1',
    causationId: 'command-1',
    data: { commandId: 'command-1', commandSource: source },
  } as PlatformEvent;

  it.each([
    ['accepted', recorded],
    ['rejected', rejected],
    [undefined, { ...recorded, causationId: 'command-2' }],
    [undefined, { ...recorded, causationId: undefined }],
    [undefined, { ...recorded, actor: 'a-partner/https://other.example' }],
    [
      undefined,
      { ...rejected, data: { commandId: 'command-1', commandSource: 'https://other.example' } } as PlatformEvent,
    ],
  ])('[C2] is told as %s', (outcome, event) => expect(outcomeOf(command, event)).toBe(outcome));
});

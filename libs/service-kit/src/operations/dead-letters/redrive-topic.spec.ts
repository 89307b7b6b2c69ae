import { redriveTopicOf } from './redrive-topic.js';

const parked = (prefix: string): Parameters<typeof redriveTopicOf>[0] => ({
  deadLetterTopic: `${prefix}.identity.events.${prefix}.customers.dlt`,
  group: `${prefix}.customers`,
});

it.each([
  ['as it was parked', 'twotier', 'twotier'],
  ['after a move to another prefix', 'twotier', 'twotier2'],
  ['after a move between prefixes that are in each other', 'a.customers', 'customers'],
])('[dead letters] is given again where the service reads now: %s', (_, before, now) =>
  expect(redriveTopicOf(parked(before), 'customers', now)).toBe(`${now}.identity.events.${now}.customers.redrive`),
);

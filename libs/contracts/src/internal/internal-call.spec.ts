import { InvalidPayloadError, readAs } from '../contract.js';
import * as agreements from './agreements.js';
import * as customers from './customers.js';
import * as eachService from './each-service.js';
import * as enrollment from './enrollment.js';
import * as identity from './identity.js';
import { Refusal, type CallOfEach } from './internal-call.js';
import * as relationships from './relationships.js';

const isCall = (exported: unknown): exported is CallOfEach => typeof exported === 'object' && !Array.isArray(exported);
const calls = [agreements, customers, eachService, enrollment, identity, relationships]
  .flatMap((contracts): unknown[] => Object.values(contracts))
  .filter(isCall);
/** What is known of an MPN ID may be nothing: the holder is optional. */
const mayBeEmpty: unknown[] = [enrollment.MpnIdFacts];
const bodies = [
  ...new Set(calls.flatMap(({ answers, body }) => [...Object.values(answers), ...(body ? [body] : [])])),
].filter((body) => !mayBeEmpty.includes(body));

it('finds the calls', () => expect(calls.length).toBeGreaterThan(15));

it.each(bodies.map((body) => [body.name, body] as const))(
  '[ruling 9] %s without its fields is nothing that can be decided on',
  (_, body) => expect(() => readAs(body, 'The answer', {})).toThrow(InvalidPayloadError),
);

it.each([
  [customers.Purchases, {}],
  [customers.Purchases, { purchases: {} }],
  [customers.SubscribedSkus, {}],
  [customers.SubscribedSkus, { skus: null }],
  [agreements.JointAcceptance, { cloud: 'Global', purchases: [] }],
  [agreements.JointAcceptance, { cloud: 'Global', contact: { firstName: 'A', lastName: 'B', email: 'a@b.example' } }],
  [Refusal, { code: 1000 }],
])('[ruling 9] %p is refused where what it holds is missing, or another thing: %j', (body, given) =>
  expect(() => readAs<object>(body, 'The answer', given)).toThrow(InvalidPayloadError),
);

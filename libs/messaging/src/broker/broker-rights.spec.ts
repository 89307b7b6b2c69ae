import { defineCommand, defineEvent } from '#lib/contracts';
import { rightsOfConsumer, rightsOfDeadLetters, rightsOfSender, rightsOfService } from './broker-rights.js';
import { topicsOf } from '../topics/service-topics.js';
import { Topics } from '../topics/topics.js';

class Payload {}
const ofOthers = defineEvent({ name: 'tenant.created', version: 1, service: 'identity', payload: Payload });
const ofItself = defineEvent({ name: 'order.placed', version: 1, service: 'customers', payload: Payload });
const command = defineCommand({ name: 'order.place', version: 1, service: 'customers', payload: Payload });
const topics = (...contracts: Parameters<typeof topicsOf>[1]): ReturnType<typeof topicsOf> =>
  topicsOf('customers', contracts, new Topics('p'), { partitions: 12 });

/** As `RW of p.customers.events`. */
function short(rights: ReturnType<typeof rightsOfService>): string[] {
  return rights.map(({ operations, name, pattern }) => {
    const initials = operations.map((operation) => (operation.endsWith('_CONFIGS') ? '' : operation[0])).join('');
    return `${initials} of ${name}${pattern === 'PREFIXED' ? '*' : ''}`;
  });
}

it('a service writes its own events, and reads what it handles, in its group', () =>
  expect(short(rightsOfService(topics(ofOthers, command), 'p.customers', 'p.customers.states-'))).toEqual([
    'WC of p.customers.events',
    'RC of p.identity.events',
    'RC of p.customers.commands',
    'WC of p.customers.state',
    'RC of p.identity.state',
    'WC of p.identity.events.p.customers.dlt',
    'RWC of p.identity.events.p.customers.redrive',
    'WC of p.customers.commands.p.customers.dlt',
    'RWC of p.customers.commands.p.customers.redrive',
    'R of p.customers',
    'RD of p.customers.states-*',
  ]));

it('a service that handles its own events reads and writes them', () =>
  expect(short(rightsOfService(topics(ofItself), 'p.customers', 'b'))[0]).toBe('RWC of p.customers.events'));

it('a service that handles nothing has no group', () =>
  expect(short(rightsOfService(topics(), 'p.customers', 'b'))).toEqual([
    'WC of p.customers.events',
    'WC of p.customers.state',
  ]));

it('others read events in groups of their own, and write commands', () => {
  expect(short(rightsOfConsumer(['p.customers.events'], 'crm'))).toEqual(['R of p.customers.events', 'R of crm*']);
  expect(short(rightsOfSender(['p.customers.commands']))).toEqual(['W of p.customers.commands']);
});

it('whoever gives dead letters again reads them and where they came from, and writes to their groups alone', () =>
  expect(short(rightsOfDeadLetters(topics(ofOthers)))).toEqual([
    'R of p.identity.events.p.customers.dlt',
    'R of p.identity.events',
    'RW of p.identity.events.p.customers.redrive',
    'R of p.identity.events.p.customers.dlt.redriven',
    'R of dlt-*',
  ]));

import mongoose from 'mongoose';
import { type EventContract } from '#lib/contracts';
import { customerChanged } from '#contracts/customers/customer/customer-changed.v1';
import { customerCreated } from '#contracts/customers/customer/customer-created.v1';
import { orderPlaced } from '#contracts/customers/ordering/order-placed.v1';
import { type EventMessage } from '#lib/messaging';
import { AuditRepository } from '../../apps/notifications/src/audit/audit.repository.js';
import { KnownRegistrations } from '../../apps/notifications/src/partner-news/known-registrations.js';
import { PartnerNewsConsumer } from '../../apps/notifications/src/partner-news/partner-news.consumer.js';
import { DeliveryRepository } from '../../apps/notifications/src/webhook/delivery.repository.js';
import { RegistrationRepository } from '../../apps/notifications/src/webhook/registration.repository.js';
import { PipelineCollection } from './support/pipeline-collection.js';

const EVENTS = 100;
const ON_ITS_WAY_MS = 10_000;

let commands = 0;
const counted = <Repository extends object>(repository: Repository): Repository => {
  const collection = new PipelineCollection().as((work) => {
    commands++;
    return Promise.resolve(work());
  });
  return Object.assign(repository, { collection });
};
const connection = (): mongoose.Connection => mongoose.createConnection();
const records = counted(new AuditRepository(connection()));
const NOW = new Date('2026-03-01T08:00:00Z');
const clock = { now: () => NOW };
const consumer = new PartnerNewsConsumer(
  records,
  counted(new DeliveryRepository(connection())),
  new KnownRegistrations(counted(new RegistrationRepository(connection())), clock),
  { soon: () => undefined } as never,
  { companyName: () => Promise.reject(new Error('Nobody needs to be asked.')) } as never,
  { issuer: 'https://two.tier', OPERATOR_TENANT: 'operator' } as never,
  clock,
);

const PARTNER = 'partner-1';

function eventOf(contract: EventContract, nth: number, sequence = 1): EventMessage {
  const customer = { customerId: `customer-${nth}`, companyName: 'Contoso', relationships: [{ partnerId: PARTNER }] };
  const order = { customerId: `customer-${nth}`, orderId: `order-${nth}`, partnerId: PARTNER, lineItems: [] };
  const data: object = contract === orderPlaced ? order : customer;
  const subject = `${contract === orderPlaced ? 'order' : 'customer'}-${nth}`;
  return {
    id: `${subject}.${sequence}`,
    type: contract.type,
    source: '/services/customers',
    subject,
    sequence,
    time: new Date(NOW.getTime() - ON_ITS_WAY_MS),
    correlationId: 'correlation',
    data,
  };
}

/** How often the database is asked for as many events at once. */
async function commandsFor(events: EventMessage[]): Promise<number> {
  commands = 0;
  await Promise.all(events.map((event) => consumer.happened(event)));
  return commands;
}

const each = Array.from({ length: EVENTS }, (_, nth) => nth);

it('[U1] [performance] events that come together are written together, and their partner’s webhooks are looked for once', async () => {
  expect(await commandsFor(each.map((nth) => eventOf(customerCreated, nth)))).toBe(2);
  expect(await records.latest(PARTNER, '/services/customers/customer-7')).toMatchObject({ sequence: 1 });
});

it('[U1] [performance] what a customer is called is not looked for again for each event, nor what happened before a look at the webhooks', async () =>
  expect(await commandsFor(each.map((nth) => eventOf(orderPlaced, nth)))).toBe(1));

it('[U1] [performance] a change is written, and the value before is known', async () => {
  expect(await commandsFor([eventOf(customerChanged, 7, 2)])).toBe(1);
  const { newValue } = (await records.latest(PARTNER, '/services/customers/customer-7')) ?? {};
  expect(await commandsFor([eventOf(customerChanged, 7, 3)])).toBe(1);
  expect(await records.latest(PARTNER, '/services/customers/customer-7')).toMatchObject({ oldValue: newValue });
});

it('[U1] [performance] a value before that another instance has written is looked for', async () =>
  expect(await commandsFor([eventOf(customerChanged, 7, 5)])).toBe(2));

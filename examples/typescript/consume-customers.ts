// Keeps a copy of all customers in a SQLite file, until it is stopped: node consume-customers.ts
import { type DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel } from 'kafkajs';
import { ProjectionConsumer, type CustomerCreatedV1 } from '@two-tier/events';
import { SqliteStore } from './sqlite-store.ts';

const { KAFKA_BROKERS = 'localhost:9094', TOPIC_PREFIX = 'twotier', DATABASE = 'customers.db' } = process.env;
const { GROUP = 'two-tier-example' } = process.env;

const store = new SqliteStore(DATABASE);
store.database.exec(`
  create table if not exists customers (
    customer_id text primary key, company_name text not null, domain text not null, country text not null
  );
  create table if not exists relationships (
    customer_id text not null, partner_id text not null, since text not null, primary key (customer_id, partner_id)
  );
`);

// Each event carries the whole state of the customer.
const customers = new ProjectionConsumer(store, {
  'io.twotier.customer.created.v1': keep,
  'io.twotier.customer.changed.v1': keep,
  'io.twotier.customer.relationship-established.v1': keep,
  'io.twotier.customer.relationship-removed.v1': keep,
  'io.twotier.customer.deleted.v1': forget,
});

const kafka = new Kafka({ clientId: GROUP, brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR });
// After a kill the group waits for the dead member as long as a session lasts, before another one takes over.
const consumer = kafka.consumer({
  groupId: GROUP,
  sessionTimeout: 6_000,
  heartbeatInterval: 2_000,
  maxWaitTimeInMs: 500,
});
await consumer.connect();
await consumer.subscribe({ topics: customers.topics(TOPIC_PREFIX), fromBeginning: true });
// kafkajs commits offsets of messages that have been handled; what fails comes again.
await consumer.run({
  eachMessage: async ({ message }) => {
    await customers.handle(message);
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void consumer.disconnect());

function keep({ data }: { data: CustomerCreatedV1 }, database: DatabaseSync): void {
  const { customerId, companyName, domain, country, relationships } = data;
  forget({ data }, database);
  database.prepare('insert into customers values (?, ?, ?, ?)').run(customerId, companyName, domain, country);
  const statement = database.prepare('insert into relationships values (?, ?, ?)');
  for (const { partnerId, since } of relationships) statement.run(customerId, partnerId, since);
}

function forget({ data }: { data: { customerId: string } }, database: DatabaseSync): void {
  database.prepare('delete from relationships where customer_id = ?').run(data.customerId);
  database.prepare('delete from customers where customer_id = ?').run(data.customerId);
}

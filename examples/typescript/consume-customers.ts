// Keeps a table of all customers, until it is stopped: node examples/typescript/consume-customers.ts
import { type DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel } from 'kafkajs';
import { ProjectionConsumer, type CustomerCreatedV1 } from '@two-tier/events';
import { SqliteStore } from './sqlite-store.ts';

const {
  KAFKA_BROKERS = 'localhost:9094',
  TOPIC_PREFIX = 'twotier',
  GROUP = 'typescript-customers',
  DATABASE = 'customers.db',
} = process.env;

const store = new SqliteStore(DATABASE);
store.database.exec(
  'create table if not exists customers (customer_id text primary key, company_name text, domain text, country text)',
);

const keep = ({ data }: { data: CustomerCreatedV1 }, database: DatabaseSync): void => {
  const statement = `insert into customers values (?, ?, ?, ?) on conflict do update
    set company_name = excluded.company_name, domain = excluded.domain, country = excluded.country`;
  database.prepare(statement).run(data.customerId, data.companyName, data.domain, data.country);
};

// Each event carries the whole state of the customer.
const customers = new ProjectionConsumer(store, {
  'io.twotier.customer.created.v1': keep,
  'io.twotier.customer.changed.v1': keep,
  'io.twotier.customer.relationship-established.v1': keep,
  'io.twotier.customer.deleted.v1': ({ data }, database) => {
    database.prepare('delete from customers where customer_id = ?').run(data.customerId);
  },
});

const kafka = new Kafka({ clientId: GROUP, brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: GROUP, maxWaitTimeInMs: 500 });
await consumer.connect();
await consumer.subscribe({ topics: customers.topics(TOPIC_PREFIX), fromBeginning: true });
// kafkajs commits an offset when the message has been handled; what fails comes again.
await consumer.run({
  eachMessage: async ({ message }) => {
    await customers.handle(message);
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void consumer.disconnect());

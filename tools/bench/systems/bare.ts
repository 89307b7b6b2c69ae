// What a read or a write costs at least over HTTP: bare Fastify with MongoDB's driver. It publishes nothing.
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import mongoose from 'mongoose';
import { databaseOptions } from './database.ts';

const { MONGODB_URI = '', DATABASE = 'bench-bare', PORT } = process.env;

const client = await mongoose.mongo.MongoClient.connect(MONGODB_URI, databaseOptions);
const customers = client.db(DATABASE).collection<{ _id: string }>('customers');
const app = fastify();

app.get('/health', () => ({}));

app.post<{ Body: object }>('/customers', async ({ body }, reply) => {
  const customer = { _id: randomUUID(), version: 1, state: body };
  await customers.insertOne(customer);
  return reply.status(201).send({ id: customer._id });
});

app.get<{ Params: { id: string } }>('/customers/:id', async ({ params }, reply) => {
  const customer = await customers.findOne({ _id: params.id });
  return customer ?? reply.status(404).send();
});

await app.listen({ port: Number(PORT), host: '127.0.0.1' });

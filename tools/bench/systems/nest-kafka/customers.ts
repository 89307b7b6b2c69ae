// Nest's request/reply over Kafka, as its documentation shows it: the side that answers. What it emits can be lost.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, ClientsModule, MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import mongoose from 'mongoose';
import { brokerSecurity } from '../../../stack/kafka-client.ts';
import { databaseOptions } from '../database.ts';

const { MONGODB_URI = '', DATABASE = 'bench-nest', KAFKA_BROKERS = '', PORT } = process.env;
const kafka = { ...brokerSecurity(), clientId: 'bench-customers', brokers: KAFKA_BROKERS.split(',') };

const client = await mongoose.mongo.MongoClient.connect(MONGODB_URI, databaseOptions);
const customers = client.db(DATABASE).collection<{ _id: string; version: number; state: object }>('customers');

@Controller()
class CustomersController implements OnModuleInit {
  @Inject('EVENTS') private readonly events: ClientKafka;

  async onModuleInit(): Promise<void> {
    await this.events.connect();
  }

  @Get('health')
  health(): object {
    return {};
  }

  @MessagePattern('bench.customers.create')
  async create(@Payload() body: object): Promise<object> {
    const customer = { _id: randomUUID(), version: 1, state: body };
    await customers.insertOne(customer);
    this.events.emit('bench.customers.created', { key: customer._id, value: customer });
    return { id: customer._id };
  }

  @MessagePattern('bench.customers.get')
  async get(@Payload() { id }: { id: string }): Promise<object | null> {
    return customers.findOne({ _id: id });
  }
}

@Module({
  imports: [
    ClientsModule.register([
      {
        name: 'EVENTS',
        transport: Transport.KAFKA,
        options: { client: kafka, producer: { allowAutoTopicCreation: false }, producerOnlyMode: true },
      },
    ]),
  ],
  controllers: [CustomersController],
})
class CustomersModule {}

const app = await NestFactory.create(CustomersModule, new FastifyAdapter(), { logger: false });
app.connectMicroservice({
  transport: Transport.KAFKA,
  options: {
    client: kafka,
    consumer: { groupId: 'bench-customers', allowAutoTopicCreation: false },
    producer: { allowAutoTopicCreation: false },
  },
});
await app.startAllMicroservices();
await app.listen(Number(PORT), '127.0.0.1');

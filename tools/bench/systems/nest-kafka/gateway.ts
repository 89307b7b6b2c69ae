// Nest's request/reply over Kafka, as its documentation shows it: the side that takes HTTP.
import 'reflect-metadata';
import { Body, Controller, Get, Inject, Module, Param, Post, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, ClientsModule, Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { brokerSecurity } from '../../../stack/kafka-client.ts';

const { KAFKA_BROKERS = '', PORT } = process.env;

@Controller()
class CustomersController implements OnModuleInit {
  @Inject('CUSTOMERS') private readonly client: ClientKafka;

  async onModuleInit(): Promise<void> {
    this.client.subscribeToResponseOf('bench.customers.create');
    this.client.subscribeToResponseOf('bench.customers.get');
    await this.client.connect();
  }

  @Get('health')
  health(): object {
    return {};
  }

  @Post('customers')
  create(@Body() customer: object): unknown {
    return this.client.send('bench.customers.create', customer);
  }

  @Get('customers/:id')
  get(@Param('id') id: string): unknown {
    return this.client.send('bench.customers.get', { id });
  }
}

@Module({
  imports: [
    ClientsModule.register([
      {
        name: 'CUSTOMERS',
        transport: Transport.KAFKA,
        options: {
          client: { ...brokerSecurity(), clientId: 'bench-gateway', brokers: KAFKA_BROKERS.split(',') },
          consumer: { groupId: 'bench-gateway', allowAutoTopicCreation: false },
          producer: { allowAutoTopicCreation: false },
        },
      },
    ]),
  ],
  controllers: [CustomersController],
})
class GatewayModule {}

const app = await NestFactory.create(GatewayModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(PORT), '127.0.0.1');

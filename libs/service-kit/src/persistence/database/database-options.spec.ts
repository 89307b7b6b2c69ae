import mongoose from 'mongoose';
import { databaseOptions } from './database-options.js';

const { autoIndex: _mongooses, ...driverOptions } = databaseOptions;

it('[limits] the driver knows each option, and none of them is without effect', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warned);
  const client = new mongoose.mongo.MongoClient('mongodb://127.0.0.1:1', driverOptions);
  await new Promise(setImmediate);
  process.off('warning', warned);
  expect(warnings.map(({ message }) => message)).toEqual([]);
  expect(client.options).toMatchObject({ maxPoolSize: 50, writeConcern: { w: 'majority', journal: true } });
});

it('[limits] finding a server, waiting for a connection, and waiting for an answer have an end', () => {
  const { serverSelectionTimeoutMS, waitQueueTimeoutMS, connectTimeoutMS, socketTimeoutMS } =
    new mongoose.mongo.MongoClient('mongodb://127.0.0.1:1', driverOptions).options;
  for (const limit of [serverSelectionTimeoutMS, waitQueueTimeoutMS, connectTimeoutMS, socketTimeoutMS])
    expect(limit).toBeGreaterThan(0);
});

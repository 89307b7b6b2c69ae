import mongoose from 'mongoose';
import { StartRefusedError } from '../../start/start-refused.error.js';
import { connectionOptions, describeDatabaseRefusal, reachDatabase } from './database-access.js';

/** As the driver reads a URI with these options. */
function driverOptions(uri: string): mongoose.mongo.MongoOptions {
  return new mongoose.mongo.MongoClient(uri, connectionOptions(uri, 'twotier-customers')).options;
}

it.each([
  ['mongodb://app:hunter2@db/', 'admin'],
  ['mongodb://app:hunter2@db/users', 'users'],
  ['mongodb://app:hunter2@db/users?authSource=people', 'people'],
  ['mongodb://db/?tls=true&authMechanism=MONGODB-X509', '$external'],
])('[config] the user of %s is one of the database %s, whatever database the service uses', (uri, source) =>
  expect(driverOptions(uri)).toMatchObject({ dbName: 'twotier-customers', credentials: { source } }),
);

it('[config] what a URI says wins, but for how safe writes and reads are', () => {
  const uri = 'mongodb://db/?maxPoolSize=7&serverSelectionTimeoutMS=1234&w=1&readConcernLevel=local';
  expect(driverOptions(uri)).toMatchObject({
    maxPoolSize: 7,
    serverSelectionTimeoutMS: 1_234,
    waitQueueTimeoutMS: 5_000,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
  });
});

it('[config] TLS and certificates of a URI reach the driver', () => {
  const uri = 'mongodb://db/?tls=true&tlsCAFile=/ca.pem&tlsCertificateKeyFile=/app.pem&authMechanism=MONGODB-X509';
  expect(driverOptions(uri)).toMatchObject({ tls: true, tlsCAFile: '/ca.pem', tlsCertificateKeyFile: '/app.pem' });
});

it.each([
  ['mongodb://db/?tls=maybe', /^MONGODB_URI cannot be used: /],
  ['mongodb://app:hunter2@db/?pool=7', /^MONGODB_URI cannot be used: option pool is not supported\.$/],
])('[config] a URI that the driver does not take keeps a service from starting: %#', async (uri, message) => {
  const failure = await reachDatabase(uri, 'twotier-customers').catch((error: Error) => error);
  expect(failure).toBeInstanceOf(StartRefusedError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain('hunter2');
});

describe('[config] a refusal of the database names user, database and operation, and no value', () => {
  const uri = 'mongodb://app:hunter2@db/?authSource=people';
  const error = (code: number, message: string): object => ({ code, message });
  it.each([
    [
      error(18, 'Authentication failed.'),
      'MongoDB does not let the user app of the database people in: Authentication failed. Check user, password and authSource in MONGODB_URI.',
    ],
    [
      error(
        13,
        'not authorized on x-customers to execute command { insert: "customers", documents: [ { name: "Fabrikam" } ] }',
      ),
      'the user app of the database people may not insert in x-customers.customers. Give it the role readWrite on x-customers.',
    ],
    [
      error(13, 'not authorized on x-customers to execute command { "createIndexes": "customers", "indexes": [{}] }'),
      'the user app of the database people may not createIndexes in x-customers.customers. Give it the role readWrite on x-customers.',
    ],
    [
      error(13, 'Command find requires authentication'),
      'MongoDB wants a sign-in: Command find requires authentication. MONGODB_URI names no user.',
    ],
    [error(11000, 'E11000 duplicate key'), undefined],
  ])('%#', (thrown, line) => expect(describeDatabaseRefusal(thrown, uri)).toBe(line));
});

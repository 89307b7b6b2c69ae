import { deliveryOf } from './smtp.mailer.js';

type Failure = Parameters<typeof deliveryOf>[0];

it.each<[string, Failure, string]>([
  [
    'the recipient is unknown',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, permanent: true },
    'refused-by-server',
  ],
  [
    'the mail is refused',
    { code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true },
    'refused-by-server',
  ],
  ['the address is none', { code: 'EENVELOPE', command: 'API' }, 'invalid-address'],
])('[N1] it has failed when %s', (_, failure, error) =>
  expect(deliveryOf(failure)).toEqual({ outcome: 'failed', error }),
);

it.each<[string, Failure, string]>([
  [
    'the recipient is not taken now',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 },
    'deferred-by-server',
  ],
  ['the server is busy', { code: 'EPROTOCOL', command: 'CONN', responseCode: 421 }, 'deferred-by-server'],
  ['nobody listens', { code: 'ESOCKET', command: 'CONN' }, 'server-unreachable'],
  ['it takes too long', { code: 'EABORT' }, 'server-unreachable'],
  [
    'the server has no TLS',
    { code: 'ETLS', command: 'STARTTLS', responseCode: 502, permanent: true },
    'server-unreachable',
  ],
  [
    'the password is wrong',
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true },
    'server-unreachable',
  ],
  [
    'the sender is refused',
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553, permanent: true },
    'server-unreachable',
  ],
])('[N1] it is tried again when %s', (_, failure, error) =>
  expect(deliveryOf(failure)).toEqual({ outcome: 'deferred', error }),
);

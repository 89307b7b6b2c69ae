import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerRefusal } from './broker-refusal.js';
import { KafkaSecurity, kafkaSecurityFaults, type KafkaSecuritySettings } from './kafka-security.js';

const folder = mkdtempSync(join(tmpdir(), 'kafka-security-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Of `O = Two Tier, OU = Services, CN = customers`. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIByzCCAXGgAwIBAgIUVPyyzBUambSfPWttkrFNUGLS+CMwCgYIKoZIzj0EAwIw
OjERMA8GA1UECgwIVHdvIFRpZXIxETAPBgNVBAsMCFNlcnZpY2VzMRIwEAYDVQQD
DAljdXN0b21lcnMwIBcNMjYxMTI3MTgwOTQ5WhgPMjEyNjExMDMxODA5NDlaMDox
ETAPBgNVBAoMCFR3byBUaWVyMREwDwYDVQQLDAhTZXJ2aWNlczESMBAGA1UEAwwJ
Y3VzdG9tZXJzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJa855ngxNpoCAbEP
+yS8ME+zCmoT4TkWV+gBLz08q52Vm5i/jR3aq+JXcAX35PUZc+AryElz3fxVwdHh
Tr/R9qNTMFEwHQYDVR0OBBYEFKRU6pELrvZbviycxgOLK56vmXozMB8GA1UdIwQY
MBaAFKRU6pELrvZbviycxgOLK56vmXozMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSAAwRQIgEQERpB59B6ogeHc+ZrklrYYBTuPg6I6KXZU/FCCVyr4CIQCl
Uzhawhgz2/dWF3c/koa3lRRCLbBXLQE0b6HNUZKNBg==
-----END CERTIFICATE-----
`;
const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const certificate = file('customers.pem', CERTIFICATE);
const key = file('customers-key.pem', KEY.toString());
const password = file('password', 'hunter2\n');

const scram = {
  KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
  KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
  KAFKA_SASL_USERNAME: 'customers',
  KAFKA_SASL_PASSWORD: 'hunter2',
};
const oauth = {
  KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
  KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
  KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: 'https://issuer.example/token',
  KAFKA_SASL_OAUTHBEARER_CLIENT_ID: 'customers',
  KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET: 'hunter2',
};

describe('options of clients', () => {
  const optionsOf = (settings: KafkaSecuritySettings): object => new KafkaSecurity(settings).options();

  it('are none where nothing is configured', () => expect(optionsOf({})).toEqual({}));

  it('have the system’s certificate authorities with TLS alone', () =>
    expect(optionsOf({ KAFKA_SECURITY_PROTOCOL: 'SSL' })).toEqual({ ssl: {} }));

  it('have an authority of their own, and a certificate of the client', () =>
    expect(
      optionsOf({
        KAFKA_SECURITY_PROTOCOL: 'SSL',
        KAFKA_SSL_CA_FILE: certificate,
        KAFKA_SSL_CERT_FILE: certificate,
        KAFKA_SSL_KEY_FILE: key,
      }),
    ).toEqual({ ssl: { ca: CERTIFICATE, cert: CERTIFICATE, key: KEY } }));

  it.each([
    ['PLAIN', 'plain'],
    ['SCRAM-SHA-256', 'scram-sha-256'],
    ['SCRAM-SHA-512', 'scram-sha-512'],
  ])('sign in by %s', (KAFKA_SASL_MECHANISM, mechanism) =>
    expect(optionsOf({ ...scram, KAFKA_SASL_MECHANISM })).toEqual({
      ssl: {},
      sasl: { mechanism, username: 'customers', password: 'hunter2' },
    }),
  );

  it('sign in without TLS', () =>
    expect(optionsOf({ ...scram, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT' })).not.toHaveProperty('ssl'));

  it('have the password of a file, as it is when a client is made', () => {
    const changing = file('changing', 'one');
    const security = new KafkaSecurity({
      ...scram,
      KAFKA_SASL_PASSWORD: undefined,
      KAFKA_SASL_PASSWORD_FILE: changing,
    });
    expect(security.options().sasl).toMatchObject({ password: 'one' });
    file('changing', 'two\n');
    expect(security.options().sasl).toMatchObject({ password: 'two' });
  });
});

it.each([
  ['nobody', {}, 'User:ANONYMOUS'],
  ['nobody with TLS alone', { KAFKA_SECURITY_PROTOCOL: 'SSL' }, 'User:ANONYMOUS'],
  ['the name of a password', scram, 'User:customers'],
  ['the client of tokens', oauth, 'User:customers'],
  [
    'the subject of a certificate',
    { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERT_FILE: certificate, KAFKA_SSL_KEY_FILE: key },
    'User:CN=customers,OU=Services,O=Two Tier',
  ],
])('the user is %s', (_, settings, user) => expect(new KafkaSecurity(settings).user).toBe(user));

describe('faults', () => {
  it.each([
    ['nothing', {}],
    ['TLS', { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: certificate }],
    ['a password', scram],
    ['a password in a file', { ...scram, KAFKA_SASL_PASSWORD: undefined, KAFKA_SASL_PASSWORD_FILE: password }],
    ['tokens', oauth],
  ])('are none of %s', (_, settings) => expect(kafkaSecurityFaults(settings)).toEqual([]));

  it.each<[KafkaSecuritySettings, string]>([
    [
      { KAFKA_SECURITY_PROTOCOL: 'TLS' },
      'KAFKA_SECURITY_PROTOCOL must be one of the following values: PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL',
    ],
    [
      { ...scram, KAFKA_SASL_MECHANISM: 'SCRAM' },
      'KAFKA_SASL_MECHANISM must be one of the following values: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER',
    ],
    [
      { ...scram, KAFKA_SECURITY_PROTOCOL: undefined },
      'KAFKA_SECURITY_PROTOCOL must be SASL_SSL or SASL_PLAINTEXT where KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD is set, and is PLAINTEXT',
    ],
    [
      { ...scram, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SSL_CA_FILE: certificate },
      'KAFKA_SECURITY_PROTOCOL must be SSL or SASL_SSL where KAFKA_SSL_CA_FILE is set, and is SASL_PLAINTEXT',
    ],
    [{ ...scram, KAFKA_SASL_MECHANISM: undefined }, 'KAFKA_SASL_MECHANISM is not set'],
    [{ ...scram, KAFKA_SASL_USERNAME: undefined }, 'KAFKA_SASL_USERNAME is not set'],
    [
      { ...scram, KAFKA_SASL_PASSWORD: undefined },
      'KAFKA_SASL_PASSWORD is not set, and neither is KAFKA_SASL_PASSWORD_FILE',
    ],
    [
      { ...scram, KAFKA_SASL_PASSWORD_FILE: password },
      'KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are both set: one of them is enough',
    ],
    [
      { ...scram, KAFKA_SASL_PASSWORD: undefined, KAFKA_SASL_PASSWORD_FILE: '/nowhere' },
      'KAFKA_SASL_PASSWORD_FILE is /nowhere, which cannot be read (ENOENT)',
    ],
    [{ ...scram, KAFKA_SSL_CA_FILE: key }, `KAFKA_SSL_CA_FILE is ${key}, which holds no certificate in PEM`],
    [
      { ...scram, KAFKA_SSL_CERT_FILE: certificate },
      'KAFKA_SSL_KEY_FILE is not set: a certificate and its key go together',
    ],
    [
      { ...scram, KAFKA_SSL_CERT_FILE: certificate, KAFKA_SSL_KEY_FILE: certificate },
      `KAFKA_SSL_KEY_FILE is ${certificate}, which holds no private key in PEM`,
    ],
    [
      { ...oauth, KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: undefined },
      'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL is not set',
    ],
    [
      { ...oauth, KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: 'issuer.example' },
      'KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL must be a URL with https',
    ],
    [{ ...oauth, KAFKA_SASL_OAUTHBEARER_CLIENT_ID: undefined }, 'KAFKA_SASL_OAUTHBEARER_CLIENT_ID is not set'],
  ])('are told, and never a secret: case %#', (settings, fault) => {
    expect(kafkaSecurityFaults(settings)).toEqual([fault]);
    expect(fault).not.toContain('hunter2');
  });
});

describe('a token', () => {
  const SUBJECT_OF_CUSTOMERS = `e30.${Buffer.from('{"sub":"service-7"}').toString('base64url')}.`;
  const requests: { authorization?: string; body: string }[] = [];
  let answer: { status: number; body: object };
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += String(part)));
      request.on('end', () => {
        requests.push({ authorization: request.headers.authorization, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => requests.splice(0));
  afterAll(() => server.close());

  const securityAt = (endpoint?: string): KafkaSecurity =>
    new KafkaSecurity({
      ...oauth,
      KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL:
        endpoint ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
      KAFKA_SASL_OAUTHBEARER_SCOPE: 'kafka',
    });
  const tokenOf = async (security: KafkaSecurity): Promise<unknown> => {
    const { sasl } = security.options();
    return (sasl as { oauthBearerProvider: () => Promise<{ value: string }> })
      .oauthBearerProvider()
      .then(({ value }) => value);
  };
  const lasting = (seconds: number): typeof answer => ({
    status: 200,
    body: { access_token: SUBJECT_OF_CUSTOMERS, token_type: 'Bearer', expires_in: seconds },
  });

  it('is asked for by client credentials, and says who the user is', async () => {
    answer = lasting(3_600);
    const security = securityAt();
    expect(await tokenOf(security)).toBe(SUBJECT_OF_CUSTOMERS);
    expect(requests).toEqual([
      {
        authorization: `Basic ${Buffer.from('customers:hunter2').toString('base64')}`,
        body: 'scope=kafka&grant_type=client_credentials',
      },
    ]);
    expect(security.user).toBe('User:service-7');
  });

  it('is asked for once for all clients, until it is about to expire', async () => {
    answer = lasting(3_600);
    const security = securityAt();
    await Promise.all([tokenOf(security), tokenOf(security)]);
    await tokenOf(security);
    expect(requests).toHaveLength(1);
    answer = lasting(20);
    const short = securityAt();
    await tokenOf(short);
    await tokenOf(short);
    expect(requests).toHaveLength(3);
  });

  it('that is refused is a refusal to sign in, which names the client and not its secret', async () => {
    answer = { status: 401, body: { error: 'invalid_client' } };
    const error = await tokenOf(securityAt()).catch((thrown: Error) => thrown);
    expect(brokerRefusal(error)).toMatchObject({ code: 'SASL_AUTHENTICATION_FAILED', of: 'service' });
    expect((error as Error).message).toMatch(
      /^The token endpoint http:.*\/token refuses the client customers: invalid_client$/,
    );
  });

  it('is asked for again after the endpoint was away', async () => {
    await expect(tokenOf(securityAt('http://127.0.0.1:1/token'))).rejects.toMatchObject({ retriable: true });
    const security = securityAt();
    answer = { status: 503, body: {} };
    await expect(tokenOf(security)).rejects.toMatchObject({ retriable: true });
    answer = lasting(3_600);
    expect(await tokenOf(security)).toBe(SUBJECT_OF_CUSTOMERS);
  });
});

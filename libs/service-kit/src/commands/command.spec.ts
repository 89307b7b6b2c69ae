import { type ExecutionContext } from '@nestjs/common';
import { type Caller } from '../access/caller.js';
import { CurrentAnonymousCommand, CurrentCommand, type AnonymousCommand, type Command } from './command.js';
import { derivedId, systemIds } from '../ids.js';

class Endpoint {
  post(@CurrentCommand() _command: Command): void {}
  open(@CurrentAnonymousCommand() _command: AnonymousCommand): void {}
}

interface Request {
  url: string;
  method: string;
  rawBody?: Buffer;
  headers: Record<string, string>;
  caller?: Caller;
}

const caller: Caller = { tenantId: 'tenant-1', objectId: 'user-1', kind: 'user', roles: ['AdminAgent'] };
const request: Request = {
  url: '/v1/customers/customer-1/orders',
  method: 'POST',
  rawBody: Buffer.from('{"lineItems":[]}'),
  headers: { 'ms-requestid': 'request-1' },
  caller,
};

const commandOf = (changes: Partial<Request> = {}): Command => handedTo('post', changes);
const anonymousCommandOf = (changes: Partial<Request> = {}): AnonymousCommand => handedTo('open', changes);

/** What Nest hands to an endpoint for a request. */
function handedTo<Handed>(endpoint: keyof Endpoint, changes: Partial<Request>): Handed {
  const parameters = Reflect.getMetadata('__routeArguments__', Endpoint, endpoint) as Record<
    string,
    { factory(data: unknown, context: ExecutionContext): Handed }
  >;
  const [parameter] = Object.values(parameters);
  const getRequest = (): Request => ({ ...request, ...changes });
  const context = { switchToHttp: () => ({ getRequest }) } as unknown as ExecutionContext;
  return (parameter as { factory(data: unknown, context: ExecutionContext): Handed }).factory(undefined, context);
}

it('[ruling 20] is the caller’s, and the same for a repeat of the same request', () => {
  expect(commandOf().caller).toBe(caller);
  expect(commandOf().id).toMatch(/^[0-9a-f]{64}$/);
  expect(commandOf().id).toBe(commandOf().id);
});

it.each([
  ['tenant', { caller: { ...caller, tenantId: 'tenant-2' } }],
  ['user', { caller: { ...caller, objectId: 'user-2' } }],
  ['method', { method: 'PUT' }],
  ['path', { url: '/v1/customers/customer-2/orders' }],
  ['body', { rawBody: Buffer.from('{"lineItems":[ ]}') }],
  ['missing body', { rawBody: undefined }],
  ['request id', { headers: { 'ms-requestid': 'request-2' } }],
])('[ruling 20] is another one with another %s', (_, changes) =>
  expect(commandOf(changes).id).not.toBe(commandOf().id),
);

it.each<[string, string, Record<string, string>?]>([
  ['another casing', '/V1/Customers/Customer-1/Orders'],
  ['doubled slashes', '/v1//customers/customer-1///orders'],
  ['a trailing slash', '/v1/customers/customer-1/orders/'],
  ['a query', '/v1/customers/customer-1/orders?locale=en'],
  ['other headers', request.url, { ...request.headers, 'ms-correlationid': 'c', 'user-agent': 'x' }],
])('[ruling 20] is the same with a path in %s', (_, url, headers = request.headers) =>
  expect(commandOf({ url, headers }).id).toBe(commandOf().id),
);

it('[ruling 20] is the same whatever roles the caller has meanwhile', () =>
  expect(commandOf({ caller: { ...caller, roles: [], upn: 'ana@contoso.com' } }).id).toBe(commandOf().id));

it.each([
  ['no request id', {}],
  ['an empty request id', { 'ms-requestid': '' }],
])('[ruling 20] is a new one each time with %s', (_, headers) =>
  expect(commandOf({ headers }).id).not.toBe(commandOf({ headers }).id),
);

it('[ruling 20] has one id for each thing that it creates', () => {
  expect(commandOf().idOf('customer')).toBe(commandOf().idOf('customer'));
  expect(commandOf().idOf('customer')).not.toBe(commandOf().idOf('order'));
  expect(commandOf().idOf('customer')).not.toBe(commandOf({ method: 'PUT' }).idOf('customer'));
});

it('[I2] is nobody’s where nobody has to sign in, which is a mistake of ours', () =>
  expect(() => commandOf({ caller: undefined })).toThrow(/open to anyone/));

it('[I1] of nobody in particular is the same for a repeat of the same request, and another one for any other', () => {
  const { id } = anonymousCommandOf({ caller: undefined });
  expect(anonymousCommandOf({ caller: undefined }).id).toBe(id);
  expect(anonymousCommandOf({ caller: undefined, url: '/V1//Customers/customer-1/orders/' }).id).toBe(id);
  const changes: Partial<Request>[] = [
    { method: 'PUT' },
    { url: '/v1/other' },
    { rawBody: Buffer.from('{}') },
    { headers: { 'ms-requestid': 'request-2' } },
    { headers: {} },
  ];
  for (const change of changes) expect(anonymousCommandOf({ caller: undefined, ...change }).id).not.toBe(id);
  expect(commandOf().id).not.toBe(id);
});

it('[ruling 20] derives the same GUID from the same parts, and another one from others', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const ids = [['a', 'b'], ['b', 'a'], ['ab'], ['a', 'b', ''], ['a']].map((parts) => derivedId(...parts));
  for (const id of ids) expect(id).toMatch(form);
  expect(new Set(ids).size).toBe(ids.length);
  expect(derivedId('a', 'b')).toBe(ids[0]);
});

it('[ruling 20] makes a random GUID each time', () => {
  expect(systemIds.random()).toMatch(/^[0-9a-f-]{36}$/);
  expect(systemIds.random()).not.toBe(systemIds.random());
});

import { type FastifyRequest } from 'fastify';
import { ownNames, underOwnName } from './own-names.js';

const coming = (host: string | undefined, changes: object = {}): FastifyRequest =>
  ({
    method: 'GET',
    url: '/common/oauth2/authorize?a=b',
    headers: { accept: 'text/html,*/*', 'x-forwarded-host': host },
    ...changes,
  }) as unknown as FastifyRequest;

describe('[I2] the names of this machine', () => {
  it('are one: a browser goes on under that of the issuer', () => {
    const there = 'http://localhost:3000/common/oauth2/authorize?a=b';
    expect(underOwnName(coming('127.0.0.1:3000'), 'http://localhost:3000')).toBe(there);
    expect(underOwnName(coming('[::1]:3000'), 'http://localhost:3000')).toBe(there);
    expect(underOwnName(coming('localhost:3000'), 'http://127.0.0.1:3000')).toBe(
      there.replace('localhost', '127.0.0.1'),
    );
  });

  it.each([
    ['the issuer itself', coming('localhost:3000')],
    ['another port, as of a proxy', coming('127.0.0.1:8080')],
    ['another host', coming('partners.example:3000')],
    ['no host', coming(undefined)],
    ['a program', coming('127.0.0.1:3000', { headers: { accept: '*/*', 'x-forwarded-host': '127.0.0.1:3000' } })],
    ['a form', coming('127.0.0.1:3000', { method: 'POST' })],
  ])('lead nowhere else: %s', (_, request) => expect(underOwnName(request, 'http://localhost:3000')).toBeUndefined());

  it('of a host are that host alone', () => {
    expect(underOwnName(coming('127.0.0.1'), 'https://partners.example')).toBeUndefined();
    expect(ownNames('partners.example')).toEqual(['partners.example']);
  });
});

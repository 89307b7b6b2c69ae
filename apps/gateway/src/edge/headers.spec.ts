import { endToEnd } from './headers.js';

it('lets no hop-by-hop header through, nor those that Connection names', () =>
  expect(
    endToEnd({
      connection: 'Keep-Alive, X-Private',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      'x-private': 'a',
      'x-public': 'b',
      'content-type': 'application/json',
    }),
  ).toEqual({ 'x-public': 'b', 'content-type': 'application/json' }));

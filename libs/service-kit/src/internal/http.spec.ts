import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { askHttp, NotSentError } from './http.js';

/** As many as there are connections to one instance. */
const CONNECTIONS = 64;
const LONG_MS = 10_000;

let server: Server;
let url: string;
let asked: string[];
let waiting: ServerResponse[];

beforeEach(async () => {
  asked = [];
  waiting = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    waiting.push(response);
    server.emit('asked');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, limitMs: number): ReturnType<typeof askHttp> =>
  askHttp(url, { method: 'GET', path }, limitMs);

async function untilAsked(times: number): Promise<void> {
  while (asked.length < times) await new Promise((resolve) => server.once('asked', resolve));
}

it('[limits] answers status, headers and the whole body', async () => {
  const answer = get('/loans?size=1', LONG_MS);
  await untilAsked(1);
  waiting[0]?.writeHead(201, { etag: '7' }).write('{"a"');
  waiting[0]?.end(':1}');
  const { status, headers, body } = await answer;
  expect([asked, status, headers['etag'], body.toString()]).toEqual([['/loans?size=1'], 201, '7', '{"a":1}']);
});

it('[ruling 34] tells what was never sent from what may have been begun', async () => {
  const begun = get('/begun', LONG_MS);
  await untilAsked(1);
  waiting[0]?.destroy();
  await expect(begun).rejects.not.toBeInstanceOf(NotSentError);
  server.close();
  await expect(get('/nobody-listens', LONG_MS)).rejects.toBeInstanceOf(NotSentError);
  expect(asked).toEqual(['/begun']);
});

it('[limits] what waited too long for a connection is never sent', async () => {
  const first = Array.from({ length: CONNECTIONS }, (_, index) => get(`/${index}`, LONG_MS));
  await untilAsked(CONNECTIONS);
  await expect(get('/late', 1)).rejects.toThrow(/^There was no answer from http:.* in 1 ms\.$/);
  for (const response of waiting) response.end();
  await Promise.all(first);
  const next = get('/next', LONG_MS);
  await untilAsked(CONNECTIONS + 1);
  waiting.at(-1)?.end();
  await next;
  expect(asked).toHaveLength(CONNECTIONS + 1);
  expect(asked.at(-1)).toBe('/next');
});

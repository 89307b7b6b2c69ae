import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { RawConnection } from '../../support/clients/raw-connection.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { garbage, rawGarbage, type Garbage } from '../../support/scenes/garbage.js';
import { newCustomer } from '../../support/scenes/requests.js';

describe('the HTTP edge', () => {
  describe('garbage', () => {
    const AT_ONCE = 12;
    let origin: string;
    let agent: ApiClient;
    let nobody: ApiClient;

    beforeAll(async () => {
      const platform = TestPlatform.shared();
      origin = platform.gatewayUrl;
      agent = (await platform.partner('direct-bill')).user('AdminAgent');
      nobody = new ApiClient(origin);
    }, 120_000);

    /** What is wrong with an answer: nothing, or the answer itself. */
    function faultOf({ status, text, headers }: ApiAnswer): string | undefined {
      if (status < 400) return undefined;
      const answer = `${status} ${text.slice(0, 400)}`;
      if (status >= 500 || !headers.get('content-type')?.startsWith('application/json')) return answer;
      const { code, description, error_description: oauth } = JSON.parse(text) as Record<string, unknown>;
      const sentence = description ?? oauth;
      const isSentence = typeof sentence === 'string' && /^.{10,1024}$/su.test(sentence);
      const isForPeople =
        isSentence && !/undefined|\[object|Cannot read|is not a function|\bat .+:\d+:\d+/.test(sentence);
      return isForPeople && (typeof code === 'number' || oauth !== undefined) ? undefined : answer;
    }

    it('of a thousand kinds is refused in the form of the path, by a sentence that says what is wrong', async () => {
      const { body } = await agent.post('/v1/customers', newCustomer());
      const requests = garbage(body.id);
      expect(requests.length).toBeGreaterThanOrEqual(1_000);
      const faults: unknown[] = [];
      const send = async ({ method, path, body, type }: Garbage): Promise<void> => {
        const headers = { 'ms-requestid': randomUUID(), ...(type !== undefined && { 'content-type': type }) };
        // On a busy machine services may not answer each other in time: that is repeated, as a client should.
        const answer = await eventually('an answer', async () => {
          const given = await agent.send(method, path, body as string, headers);
          return given.status !== 503 && given;
        });
        const fault = faultOf(answer);
        if (fault) faults.push([method, path.slice(0, 100), String(body).slice(0, 60), fault]);
      };
      const waiting = requests.values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const request of waiting) await send(request);
        }),
      );
      expect(faults).toEqual([]);
    }, 300_000);

    it.each(rawGarbage.map((bytes) => [JSON.stringify(bytes.toString('latin1')), bytes] as const))(
      '%s is refused, and others are served on',
      async (_title, bytes) => {
        const connection = await RawConnection.open(origin, bytes);
        connection.end();
        const answer = await connection.untilClosed();
        expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
        expect((await nobody.get('/health/live')).status).toBe(200);
      },
    );
  });
});

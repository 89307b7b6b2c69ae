import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type ApiAnswer } from '../../support/clients/api-client.js';
import { apiOperations, type ApiOperation } from '../../support/scenes/isolation/api-operations.js';
import { type Page } from '../../support/wire/body.js';
import { Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { IsolationScene, type Call, type Identity } from '../../support/scenes/isolation/isolation-scene.js';
import { TestPlatform } from '../../support/platform/test-platform.js';

const named = (operations: ApiOperation[]): [string, ApiOperation][] =>
  operations.map((operation) => [operation.name, operation]);
const guarded = apiOperations.filter(({ access }) => access);
const open = apiOperations.filter(({ access }) => !access);
const reads = guarded.filter(({ method }) => method === 'GET');
const lists = apiOperations.filter(({ isPaged }) => isPaged);

/** Every operation of the API's document, called by everybody who must not see what it is about. */
describe('what is not for the caller', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let scene: IsolationScene;
  let before: Map<string, unknown>;

  beforeAll(async () => {
    // Elsewhere customers are not deleted, whosever they are.
    platform = await TestPlatform.behindGateway({ SANDBOX: 'on' }, 'customers');
    databases = new Databases(platform);
    scene = await IsolationScene.set(platform, databases);
    before = await atRest();
  }, 240_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  it.each(reads.map(({ name }) => name))('[I2] %s shows its owner what there is', (name) => {
    expect(before.get(name)).toEqual([200, expect.anything()]);
  });

  it.each(named(guarded))('[I2] %s answers the same as for what is not there', async (_, operation) => {
    const answers = await Promise.all(scene.identities.map((identity) => answersTo(operation, identity)));
    const wrong = answers.flat().filter(({ real, random, expected }) => real !== random || !expected.test(real));
    expect(wrong).toEqual([]);
  });

  it.each(named(open))('[I2] %s, which is for anybody, tells nothing of others', async (_, operation) => {
    const call = scene.random(operation);
    for (const { client } of scene.identities.slice(0, 2)) {
      const { status, text } = await send(client, call);
      expect([status < 500, scene.tells(text)]).toEqual([true, []]);
    }
  });

  describe.each(named(lists))('the continuation tokens of %s', (_, operation) => {
    it('[I2] lead on who got them, and are refused when anything in them is changed or made up', async () => {
      const token = await tokenOf(operation);
      expect((await goOn(operation, token)).status).toBe(200);
      const made = [...madeUp(token), ...damaged(token)];
      const answers = await Promise.all(made.map(async (text) => [text, outcomeOf(await goOn(operation, text))]));
      expect(answers).toEqual(made.map((text) => [text, '400/2000']));
    });

    it('[I2] are refused in other collections', async () => {
      const token = await tokenOf(operation);
      const others = lists.filter((list) => list !== operation);
      const answers = await Promise.all(
        others.map(async (list) => [list.name, outcomeOf(await goOn(list, token))] as const),
      );
      expect(answers).toEqual(others.map(({ name }) => [name, '400/2000']));
    });

    it('[I2] lead nobody else to what they are of', async () => {
      const token = await tokenOf(operation);
      const others = scene.identities.filter(({ isOwner, is }) => is && !isOwner);
      for (const { name, client, own } of others) {
        for (const call of [scene.real(operation), scene.real(operation, [], own)]) {
          const { status, text } = await send(client, call, { 'ms-continuationtoken': token });
          expect([name, [200, 400, 403, 404].includes(status), scene.tells(text)]).toEqual([name, true, []]);
        }
      }
    });
  });

  it('[I2] is as it was after all of this', async () => {
    expect(await seenByOwners()).toEqual(before);
  });

  /** What the owners read when what the scene has done has arrived everywhere. */
  async function atRest(): Promise<Map<string, unknown>> {
    let last = await seenByOwners();
    return eventually('two readings that are equal', async () => {
      const earlier = last;
      last = await seenByOwners();
      return isDeepStrictEqual(earlier, last) && last;
    });
  }

  /** What the owners read, of every operation that reads. */
  async function seenByOwners(): Promise<Map<string, unknown>> {
    const seen = reads.map(async (operation): Promise<[string, unknown]> => {
      const { status, text } = await send(scene.ownerOf(operation), scene.asItsOwner(operation));
      // Links to documents are made anew for each answer.
      const body: unknown = JSON.parse(text.replace(/\/agreementdocuments\/[\w.-]+/g, ''));
      // The operator's collections hold what is of others too, who go on meanwhile, and what consumers do.
      const isOfAll = !operation.path.includes('{') && operation.path.startsWith('/v1/operator/');
      return [operation.name, [status, isOfAll ? scene.ownRowsOf(body as Page<object>) : body]];
    });
    return new Map(await Promise.all(seen));
  }

  async function tokenOf(operation: ApiOperation): Promise<string> {
    const { method, path } = scene.real(operation);
    const { text, body } = await scene.ownerOf(operation).sendPatiently(method, `${path}?size=1`);
    if (body?.continuationToken) return String(body.continuationToken);
    throw new Error(`The scene has no two rows for ${operation.name}: add them in isolation-scene.ts. ${text}`);
  }

  function goOn(operation: ApiOperation, token: string): Promise<ApiAnswer> {
    return send(scene.ownerOf(operation), scene.real(operation), { 'ms-continuationtoken': token });
  }

  /** What the identity is answered for real and for random ids, wherever it must not see anything. */
  async function answersTo(operation: ApiOperation, identity: Identity): Promise<Compared[]> {
    const { name, client, own, isOwner } = identity;
    const refusal = refusalOf(operation, identity);
    if (!refusal && isOwner) return [];
    const objects = scene.objectsIn(operation);
    const references = scene.referencesIn(operation);
    if (!refusal && objects.length + references.length === 0) return answersWithoutIds(operation, identity);
    // Links are for whoever holds them, if it may call at all.
    const isLink = !refusal && objects.some((place) => place.endsWith('{token}'));
    const choices: { query?: string[]; ids?: Record<string, string> }[] = [
      ...(refusal || objects.length > 0 ? [{}] : []),
      ...references.map((reference) => ({ query: [reference] })),
      ...(objects.length > 1 && own ? [{ ids: own }] : []),
    ];
    const pairs = choices.map(async ({ query, ids }) => {
      const random = scene.random(operation, query, ids);
      const real = isLink ? random : scene.real(operation, query, ids);
      const [one, other] = await Promise.all([send(client, real), send(client, random)]);
      const expected = refusal ?? seesNothing;
      return { name, real: comparable(one, real), random: comparable(other, random), expected };
    });
    return Promise.all(pairs);
  }

  /** What is asked without naming anything is the caller's own: it tells nothing of others. */
  async function answersWithoutIds(operation: ApiOperation, { name, client }: Identity): Promise<Compared[]> {
    if (operation.method !== 'GET') return [];
    const { status, text } = await send(client, scene.real(operation));
    return [{ name, real: `${status}/${scene.tells(text).join()}`, random: `${status}/`, expected: /^[24]/ }];
  }
});

interface Compared {
  name: string;
  real: string;
  random: string;
  expected: RegExp;
}

/** Not there, not the caller's, or an empty page. */
const seesNothing = /^(403|404|409)\/|^200\/undefined \{"totalCount":0,/;

/** How the answer to who must not call the operation begins; undefined: it may. */
function refusalOf({ method, access }: ApiOperation, { is }: Identity): RegExp | undefined {
  const refusal = is ? access && refusalOfUser(access, is) : '401/400';
  // An answer without a body has no code.
  return refusal === undefined ? undefined : new RegExp(`^${method === 'HEAD' ? refusal.slice(0, 4) : refusal}`);
}

function refusalOfUser(
  { roles, partnerTypes, app }: NonNullable<ApiOperation['access']>,
  { kind, roles: held, partnerType }: NonNullable<Identity['is']>,
): string | undefined {
  const noRight = '403/900150';
  const denied = '403/2032';
  if (kind === 'app' && !app) return denied;
  if (kind === 'user' && !held.some((role) => roles.includes(role))) return noRight;
  if (!partnerTypes) return undefined;
  if (!partnerType) return denied;
  return partnerTypes.includes(partnerType) ? undefined : noRight;
}

function send(client: Identity['client'], { method, path, body }: Call, headers = {}): Promise<ApiAnswer> {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return client.sendPatiently(method, path, body, { ...type, ...headers });
}

function outcomeOf({ status, body }: ApiAnswer): string {
  return `${status}/${body?.code}`;
}

/** The answer without what differs from one request to the next, and without the ids that were sent. */
function comparable(answer: ApiAnswer, { ids }: Call): string {
  const ofRequests = /^(date|ms-requestid|ms-correlationid|x-ratelimit-.*)$/;
  const headers = [...answer.headers].filter(([name]) => !ofRequests.test(name));
  const whole = `${outcomeOf(answer)} ${answer.text} ${JSON.stringify(headers)}`;
  return ids.reduce((text, id, index) => text.replaceAll(id, `{${index}}`), whole);
}

/** As somebody makes it who knows what it looks like, but not the key. */
function madeUp(token: string): string[] {
  const [payload = ''] = token.split('.');
  const content = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changes = [{}, { size: 500 }, { after: '' }, { after: '../../' }, { filter: '{}' }, { filter: 'unknown' }];
  return changes.flatMap((change) => {
    const made = Buffer.from(JSON.stringify({ ...content, ...change })).toString('base64url');
    return [made, `${made}.`, `${made}.${createHash('sha256').update(made).digest('base64url')}`];
  });
}

/** With one character changed, at places all over it. */
function damaged(token: string): string[] {
  const places = Array.from({ length: 16 }, (_, index) => Math.floor((index * token.length) / 16));
  return [...places, token.length - 1].map((place) => {
    const other = token[place] === 'A' ? 'B' : 'A';
    return `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
  });
}

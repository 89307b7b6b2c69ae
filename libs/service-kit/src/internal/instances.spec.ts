import { NotSentError, type HttpAnswer } from './http.js';
import { Instances } from './instances.js';

const taken = (instances: Instances, times: number, now: number): string[] =>
  Array.from({ length: times }, () => instances.next(new Set(), now)).sort();

it('[ruling 34] takes the instances of a service in turn', () =>
  expect(taken(new Instances(['a', 'b', 'c']), 6, 0)).toEqual(['a', 'a', 'b', 'b', 'c', 'c']));

it('[ruling 34] passes an instance over for two seconds after it did not answer', () => {
  const instances = new Instances(['a', 'b', 'c']);
  instances.isAway('b', 10_000);
  expect(taken(instances, 4, 11_999)).toEqual(['a', 'a', 'c', 'c']);
  expect(taken(instances, 3, 12_000)).toEqual(['a', 'b', 'c']);
});

it('[ruling 34] lets one call find out whether an instance is back, and the others go to those that answer', () => {
  const instances = new Instances(['a', 'b']);
  instances.isAway('b', 0);
  expect(taken(instances, 4, 2_000)).toEqual(['a', 'a', 'a', 'b']);
  instances.answered('b');
  expect(taken(instances, 4, 2_001)).toEqual(['a', 'a', 'b', 'b']);
});

it('[ruling 34] tries the instances that are away while there are no others', () => {
  const instances = new Instances(['a', 'b']);
  instances.isAway('a', 0);
  instances.isAway('b', 0);
  expect(taken(instances, 2, 1)).toEqual(['a', 'b']);
});

it('[ruling 34] takes none twice for one call', () => {
  const instances = new Instances(['a', 'b', 'c']);
  instances.isAway('a', 0);
  const tried = new Set<string>();
  for (let index = 0; index < 3; index++) tried.add(instances.next(tried, 1));
  expect([...tried].at(-1)).toBe('a');
  expect(tried.size).toBe(3);
});

it('[ruling 34] remembers which instance answered when it was asked', async () => {
  const instances = new Instances(['a', 'b']);
  const tried = new Set<string>();
  const isAway = (url: string): Promise<HttpAnswer> =>
    url === 'b' ? Promise.reject(new Error('away')) : Promise.resolve(answerOf(url));
  await expect(instances.ask(isAway, tried)).rejects.toThrow('away');
  await expect(instances.ask(isAway, tried)).resolves.toEqual(answerOf('a'));
  expect([...tried]).toEqual(['b', 'a']);
  expect([await instances.ask(isAway), await instances.ask(isAway)]).toEqual([answerOf('a'), answerOf('a')]);
});

it('[ruling 34] passes an instance over that closes the connection with its answer: it stops', async () => {
  const instances = new Instances(['a', 'b']);
  const asked: string[] = [];
  const stops = (url: string): Promise<HttpAnswer> => {
    asked.push(url);
    return Promise.resolve(answerOf(url, url === 'b' ? { connection: 'close' } : { connection: 'keep-alive' }));
  };
  for (let call = 0; call < 4; call++) await instances.ask(stops);
  expect(asked).toEqual(['b', 'a', 'a', 'a']);
});

function answerOf(url: string, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status: 200, headers, body: Buffer.from(url) };
}

it('[ruling 34] sends what was not sent to the next instance, and nothing twice', async () => {
  const asked: string[] = [];
  const failing = (error: Error) => (url: string) => {
    asked.push(url);
    return Promise.reject<HttpAnswer>(error);
  };
  await expect(new Instances(['a', 'b']).askUntilSent(failing(new NotSentError('refused')))).rejects.toThrow('refused');
  expect(asked.splice(0).sort()).toEqual(['a', 'b']);
  await expect(new Instances(['a', 'b']).askUntilSent(failing(new Error('reset')))).rejects.toThrow('reset');
  expect(asked).toHaveLength(1);
});

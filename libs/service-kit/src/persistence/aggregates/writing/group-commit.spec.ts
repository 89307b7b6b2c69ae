import { type AggregateDocument } from '../aggregate-document.js';
import { GroupCommit } from './group-commit.js';

type Stored = { _id: string; version: number; title?: string; mark?: string };
interface Operation {
  updateOne: { filter: { _id: string; version: number }; update: { $set: Partial<Stored> } };
}

let stored: Map<string, Stored>;
/** What the database was asked, in order. */
let asked: string[];
/** What happens to a group while it is on its way. */
let meanwhile: () => void;
let failure: Error | undefined;
/** How long the database takes. */
let answer: () => Promise<void>;
let books: GroupCommit<object>;

beforeEach(() => {
  [stored, asked, failure] = [new Map(), [], undefined];
  meanwhile = () => undefined;
  answer = () => Promise.resolve();
  const command = async <T>(name: string, work: () => T): Promise<T> => {
    asked.push(name);
    await answer();
    meanwhile();
    if (failure) throw failure;
    return work();
  };
  const put = (document: Stored): boolean => !stored.has(document._id) && Boolean(stored.set(document._id, document));
  const change = ({ updateOne: { filter, update } }: Operation): boolean => {
    const found = stored.get(filter._id);
    if (found?.version !== filter.version) return false;
    stored.set(filter._id, { ...found, ...update.$set });
    return true;
  };
  const duplicates = (writeErrors?: object[]): Error =>
    Object.assign(new Error('duplicate'), { code: 11000, writeErrors });
  const count = (results: boolean[]): { matchedCount: number } => ({ matchedCount: results.filter(Boolean).length });
  const collection = {
    insertOne: (document: Stored) =>
      command('insertOne', () => {
        if (!put(document)) throw duplicates();
      }),
    insertMany: (documents: Stored[]) =>
      command(`insertMany ${documents.length}`, () => {
        const errors = documents.map(put).flatMap((isPut, index) => (isPut ? [] : [{ index, code: 11000 }]));
        if (errors.length > 0) throw duplicates(errors);
      }),
    updateOne: (filter: object, update: object) =>
      command('updateOne', () => count([change({ updateOne: { filter, update } } as Operation)])),
    bulkWrite: (operations: Operation[]) =>
      command(`bulkWrite ${operations.length}`, () => count(operations.map(change))),
    find: ({ _id: { $in: ids } }: { _id: { $in: string[] } }) => ({
      toArray: () => command('find', () => ids.flatMap((id) => stored.get(id) ?? [])),
    }),
  };
  books = new GroupCommit<object>(() => collection as never);
});

const insert = (_id: string): Promise<boolean> => books.insert({ _id, version: 1 } as AggregateDocument<object>);
const retitle = (id: string, version: number, title: string): Promise<boolean> =>
  books.update(id, version, { version: version + 1, title }, {});

it('[performance] writes one by itself at once', async () => {
  await expect(insert('a')).resolves.toBe(true);
  await expect(retitle('a', 1, 'new')).resolves.toBe(true);
  expect(asked).toEqual(['insertOne', 'updateOne']);
  expect(stored.get('a')).toEqual({ _id: 'a', version: 2, title: 'new' });
});

it('[performance] writes together what comes while another write is under way', async () => {
  await expect(Promise.all(['a', 'b', 'c'].map(insert))).resolves.toEqual([true, true, true]);
  await expect(Promise.all(['a', 'b', 'c'].map((id) => retitle(id, 1, id)))).resolves.toEqual([true, true, true]);
  expect(asked).toEqual(['insertOne', 'insertMany 2', 'updateOne', 'bulkWrite 2']);
});

it('tells whose id was taken, and writes the others', async () => {
  await insert('b');
  await expect(Promise.all(['a', 'b', 'c'].map(insert))).resolves.toEqual([true, false, true]);
  await expect(insert('c')).resolves.toBe(false);
  expect([...stored.keys()]).toEqual(['b', 'a', 'c']);
});

it('tells whose version has changed, and writes the others', async () => {
  await Promise.all(['a', 'b', 'c'].map(insert));
  const results = await Promise.all([
    retitle('a', 1, 'x'),
    retitle('b', 7, 'x'),
    retitle('c', 1, 'x'),
    retitle('c', 1, 'y'),
  ]);
  expect(results).toEqual([true, false, true, false]);
  expect(['a', 'b', 'c'].map((id) => stored.get(id)?.title)).toEqual(['x', undefined, 'x']);
});

it('takes one for not written that somebody else has changed since: its command is decided again', async () => {
  await Promise.all(['a', 'b', 'c'].map(insert));
  meanwhile = () => {
    if (asked.at(-1) === 'find') stored.set('c', { _id: 'c', version: 3, mark: 'of another' });
  };
  const results = await Promise.all([retitle('a', 1, 'x'), retitle('b', 7, 'x'), retitle('c', 1, 'x')]);
  expect(results).toEqual([true, false, false]);
});

it('tells all of a group that the database was away, and goes on', async () => {
  failure = Object.assign(new Error('away'), { name: 'MongoNetworkError' });
  const results = await Promise.allSettled(['a', 'b', 'c'].map(insert));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  failure = undefined;
  await expect(insert('a')).resolves.toBe(true);
});

it('takes nothing for written that a majority does not have, also where one of the group was refused', async () => {
  await insert('b');
  const refused = { writeErrors: [{ index: 0, code: 11000 }], result: { getWriteConcernError: () => ({ code: 64 }) } };
  failure = Object.assign(new Error('no majority'), refused);
  const results = await Promise.allSettled(['a', 'b', 'c'].map(insert));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

it('an operation that the driver never ends keeps nobody else from writing', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  const database = answer;
  answer = () => new Promise(() => undefined);
  const hanging = expect(insert('a')).rejects.toThrow('The database has not answered in 20 s.');
  await jest.advanceTimersByTimeAsync(0);
  await new Promise(setImmediate);
  answer = database;
  const next = insert('b');
  await jest.advanceTimersByTimeAsync(20_000);
  await hanging;
  expect(await next).toBe(true);
  jest.useRealTimers();
});

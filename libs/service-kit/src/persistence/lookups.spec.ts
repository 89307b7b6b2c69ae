import { Lookups } from './lookups.js';

interface Loan {
  _id: string;
  memberId: string;
}

const loans: Loan[] = ['a', 'b', 'c'].map((_id) => ({ _id, memberId: 'ana' }));
const pattern = (text: string): object => ({ bookId: new RegExp(text) });

/** Lookups in the collection of loans, and the filters that the database got. */
function lookups(answer = (found: Loan[]): Promise<Loan[]> => Promise.resolve(found)): {
  sought: Lookups<Loan>;
  filters: object[];
} {
  const filters: object[] = [];
  const search = (filter: Partial<Loan> & { $or?: Partial<Loan>[] }): Promise<Loan[]> => {
    filters.push(filter);
    const ids = (filter.$or ?? [filter]).map(({ _id }) => _id);
    return answer(loans.filter(({ _id }) => ids.includes(_id)));
  };
  const collection = {
    findOne: async (filter: { _id: string }) => (await search(filter))[0] ?? null,
    find: (filter: { $or: { _id: string }[] }) => ({ toArray: () => search(filter) }),
  };
  return { sought: new Lookups<Loan>(() => collection as never), filters };
}

it('[performance] asks once for what is looked for while two queries are under way', async () => {
  const { sought, filters } = lookups();
  const found = await Promise.all(['a', 'b', 'a', 'x', 'c', 'a'].map((_id) => sought.find({ _id })));
  expect(found).toEqual([loans[0], loans[1], loans[0], undefined, loans[2], loans[0]]);
  expect(filters).toEqual([{ _id: 'a' }, { _id: 'b' }, { $or: ['a', 'x', 'c'].map((_id) => ({ _id })) }]);
});

it('[performance] asks for one by its id alone', async () => {
  const { sought, filters } = lookups();
  await expect(sought.find({ _id: 'c' })).resolves.toEqual(loans[2]);
  expect(filters).toEqual([{ _id: 'c' }]);
});

it('[performance] asks at once for what different callers may find, and never twice for one id', async () => {
  const { sought, filters } = lookups();
  const by = (_id: string, memberId: string): Promise<Loan | undefined> => sought.find({ memberId, _id });
  await Promise.all([by('c', 'ana'), by('c', 'ana'), by('a', 'ana'), by('b', 'eva'), by('b', 'ana')]);
  expect(filters.slice(2)).toEqual([
    {
      $or: [
        { _id: 'a', memberId: 'ana' },
        { _id: 'b', memberId: 'eva' },
      ],
    },
    { _id: 'b', memberId: 'ana' },
  ]);
  expect(Object.keys(filters[0] ?? {})).toEqual(['_id', 'memberId']);
});

it.each([
  ['of several ids', { _id: { $in: ['a', 'b'] } }],
  ['without an id', { memberId: 'ana' }],
  ['with what JSON does not tell', { _id: 'a', ...pattern('x') }],
  ['with a time', { _id: 'a', since: new Date(0) }],
])('[performance] asks for each filter %s by itself', async (_, filter) => {
  const { sought, filters } = lookups();
  await Promise.all([sought.find(filter), sought.find(filter)]).catch(() => undefined);
  expect(filters).toEqual([filter, filter]);
});

it('[performance] tells all who are concerned that a query failed, and goes on', async () => {
  let isAway = true;
  const { sought } = lookups((found) => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(found)));
  const results = await Promise.allSettled(['a', 'b', 'c', 'a'].map((_id) => sought.find({ _id })));
  expect(results.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  isAway = false;
  await expect(sought.find({ _id: 'a' })).resolves.toEqual(loans[0]);
});

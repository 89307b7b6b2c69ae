import { acrossTenants, byIds, ownedBy, type Query } from './query.js';

it('finds what is one tenant’s, and of it what else is asked for', () => {
  expect(ownedBy('state.partnerId', 'p', { _id: 'x' })).toEqual({ _id: 'x', 'state.partnerId': 'p' });
  expect(ownedBy(['state.a', 'state.b'], 'p', { _id: 'x' })).toEqual({
    _id: 'x',
    $or: [{ 'state.a': 'p' }, { 'state.b': 'p' }],
  });
});

it('keeps the condition on the tenant, whatever else is asked for', () => {
  expect(() => ownedBy('state.partnerId', 'p', { 'state.partnerId': { $exists: true } })).toThrow('whose documents');
  expect(() => ownedBy(['state.a', 'state.b'], 'p', { $or: [] })).toThrow('whose documents');
});

it('refuses a query of nobody, which would find what has no owner', () => {
  expect(() => ownedBy('state.partnerId', '')).toThrow('needs the id of the tenant');
  expect(() => ownedBy('state.partnerId', undefined as unknown as string)).toThrow('needs the id of the tenant');
});

it('is the only way to a query, with the one that says why it asks for all', () => {
  // @ts-expect-error A bare filter does not say whose documents it finds.
  const bare: Query = { _id: 'x' };
  expect(acrossTenants('Whoever has the link may open it.', { _id: 'x' })).toEqual(bare);
});

it('[performance] finds by ids in each alternative', () => {
  expect(byIds([{ _id: 'x', partnerId: 'p' }])).toEqual({ _id: 'x', partnerId: 'p' });
  expect(byIds([{ _id: 'x', partnerId: 'p' }, { _id: 'y' }])).toEqual({
    $or: [{ _id: 'x', partnerId: 'p' }, { _id: 'y' }],
  });
  const either = byIds([{ _id: 'x', $or: [{ a: 'p' }, { b: 'p' }], status: 'active' }]);
  expect(either).toEqual({
    $or: [
      { _id: 'x', a: 'p', status: 'active' },
      { _id: 'x', b: 'p', status: 'active' },
    ],
  });
  expect((either.$or as object[]).map((one) => Object.keys(one)[0])).toEqual(['_id', '_id']);
});

it('does not widen a filter that says something of a field twice', () => {
  const twice = { _id: 'x', partnerId: 'p', $or: [{ partnerId: 'q' }, { status: 'active' }] };
  expect(byIds([twice])).toEqual(twice);
});

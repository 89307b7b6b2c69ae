import { acrossTenants, ownedBy, type Query } from './query.js';

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

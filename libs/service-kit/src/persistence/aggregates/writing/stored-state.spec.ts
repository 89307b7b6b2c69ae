import { Schema } from 'mongoose';
import { storedState, stateUpdate, type StateUpdate } from './stored-state.js';

const plain = { _id: false, id: false } as const;
const copy = new Schema({ barcode: String, shelf: String, notes: [String] }, plain);
const schema = new Schema(
  { id: String, title: String, dueAt: Date, reader: new Schema({ name: String, city: String }, plain), copies: [copy] },
  plain,
);
const dueAt = new Date('2026-03-22');
const loan = {
  id: 'l1',
  title: 'Emma',
  reader: { name: 'Ana', city: 'Rome' },
  copies: [{ barcode: 'b1', shelf: 's1' }],
};

/** What is written where the loaded state becomes the decided one. */
function changes(of: Schema, decided: object, loaded: object): StateUpdate {
  return stateUpdate({ ...loaded }, storedState(of, decided, loaded));
}

it('[versions] a new state is stored as it is, without what is undefined', () => {
  expect(storedState(schema, { ...loan, dueAt, reader: { name: 'Ana', city: undefined } })).toEqual({
    ...loan,
    dueAt,
    reader: { name: 'Ana' },
  });
});

it('[versions] a field that this version does not have is refused', () => {
  const decided = { ...loan, colour: 'red' };
  expect(() => storedState(schema, decided)).toThrow('The schema has no field state.colour.');
  expect(() => changes(schema, decided, loan)).toThrow('state.colour');
});

it('[versions] what a decision copies into an object that does not have it is left out', () => {
  const decided = { ...loan, reader: { ...loan.reader, shelf: 's1' }, copies: [{ barcode: 'b1', title: 'Emma' }] };
  expect(storedState(schema, decided)).toEqual({ ...loan, copies: [{ barcode: 'b1' }] });
  expect(changes(schema, decided, loan).$set).toEqual({ 'state.copies': [{ barcode: 'b1' }] });
});

it('[versions] a value of another type is refused', () => {
  expect(() => storedState(schema, { ...loan, dueAt: new Date('no date') })).toThrow(/Cast to date failed/);
});

it('[versions] only what differs is written', () => {
  expect(changes(schema, { ...loan }, loan)).toEqual({ $set: {}, $unset: {} });
  expect(changes(schema, { ...loan, reader: { ...loan.reader } }, loan)).toEqual({ $set: {}, $unset: {} });
  expect(changes(schema, { ...loan, title: 'Persuasion', dueAt }, loan)).toEqual({
    $set: { 'state.title': 'Persuasion', 'state.dueAt': dueAt },
    $unset: {},
  });
});

it.each([{ title: undefined }, {}])('[versions] what the state does not have any more is removed: %j', (more) => {
  const { title: _removed, ...rest } = loan;
  expect(changes(schema, { ...rest, ...more }, loan)).toEqual({ $set: {}, $unset: { 'state.title': 1 } });
});

describe('fields of a newer version', () => {
  const newer = {
    ...loan,
    colour: 'red',
    reader: { ...loan.reader, age: 7 },
    copies: [
      { barcode: 'b1', shelf: 's1', worn: true },
      { barcode: 'b2', shelf: 's2', worn: false },
    ],
  };

  it('[versions] stay untouched while others are changed', () => {
    const decided = { ...newer, title: 'Persuasion' };
    expect(changes(schema, decided, newer)).toEqual({ $set: { 'state.title': 'Persuasion' }, $unset: {} });
  });

  it('[versions] stay where a decision builds everything anew from the fields that it knows', () => {
    const decided = { ...loan, reader: { name: 'Ben' }, copies: [{ barcode: 'b2', shelf: 's9' }, { barcode: 'b3' }] };
    expect(changes(schema, decided, newer)).toEqual({
      $set: {
        'state.reader': { name: 'Ben', age: 7 },
        'state.copies': [{ barcode: 'b2', shelf: 's9', worn: false }, { barcode: 'b3' }],
      },
      $unset: {},
    });
  });

  it('[versions] stay with an element that a decision moves to another list', () => {
    const shelves = new Schema({ id: String, lent: [copy], returned: [copy] }, plain);
    const before = { id: 'l1', lent: [{ barcode: 'b1', worn: true }], returned: [] };
    const decided = { id: 'l1', lent: [], returned: [{ ...before.lent[0], shelf: 's1' }] };
    expect(changes(shelves, decided, before)).toEqual({
      $set: { 'state.lent': [], 'state.returned': [{ barcode: 'b1', worn: true, shelf: 's1' }] },
      $unset: {},
    });
  });

  it('[versions] go with the object that they are in', () => {
    const { reader: _gone, ...rest } = newer;
    expect(changes(schema, { ...rest, copies: [] }, newer)).toEqual({
      $set: { 'state.copies': [] },
      $unset: { 'state.reader': 1 },
    });
  });
});

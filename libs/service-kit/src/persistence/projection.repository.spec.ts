import mongoose, { type Connection } from 'mongoose';
import { type EventMessage } from '#lib/messaging';
import { ProjectionRepository } from './projection.repository.js';

interface LoanView {
  bookId: string;
  dueAt: Date;
}

const event = (subject: string): EventMessage => ({ subject, sequence: 1 }) as EventMessage;
const dueAt = new Date('2026-03-22');
let written: object[];

class LoanRepository extends ProjectionRepository<LoanView> {
  constructor(connection: Connection) {
    super(connection, 'loans', { bookId: String, dueAt: Date });
    this.model.collection.bulkWrite = ((operations: { replaceOne: { replacement: object } }[]) => {
      written.push(...operations.map(({ replaceOne }) => replaceOne.replacement));
      return Promise.resolve({});
    }) as never;
  }
}

let loans: LoanRepository;
beforeEach(() => {
  written = [];
  loans = new LoanRepository(mongoose.createConnection());
});

it('[ruling 2] refuses a state that cannot be stored, and stores those that come at the same time', async () => {
  const outcomes = await Promise.allSettled([
    loans.apply(event('loan-1'), { bookId: 'book-1', dueAt }),
    loans.apply(event('loan-2'), { bookId: 'book-2', dueAt: new Date('no date') }),
    loans.apply(event('loan-3'), { bookId: 'book-3', dueAt }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[1]).toMatchObject({ reason: { message: expect.stringContaining('dueAt') as string } });
  expect(written).toMatchObject([{ bookId: 'book-1' }, { bookId: 'book-3' }]);
});

it('[ruling 2] refuses a field that the projection does not have, instead of leaving the state out', () =>
  expect(loans.apply(event('loan-1'), { bookId: 'book-1', dueAt, shelf: 1 } as LoanView)).rejects.toThrow(/shelf/));

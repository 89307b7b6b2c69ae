import mongoose, { type Connection } from 'mongoose';
import { type EventMessage } from '#lib/messaging';
import { ProjectionRepository } from './projection.repository.js';

interface LoanView {
  bookId: string;
  dueAt: Date;
}

interface Replace {
  filter: { _id: string; sequence: { $lt: number } };
  replacement: { sequence: number };
  upsert: boolean;
}

const event = (subject: string, sequence = 1): EventMessage => ({ subject, sequence }) as EventMessage;
const dueAt = new Date('2026-03-22');
let written: object[];
/** What is in the database, as far as the repository has seen: others insert what it does not see yet. */
let stored: Map<string, { sequence: number }>;
let insertedMeanwhile: Map<string, { sequence: number }>;

class LoanRepository extends ProjectionRepository<LoanView> {
  constructor(connection: Connection) {
    super(connection, 'loans', { bookId: String, dueAt: Date }, { from: [] });
    answerWrites(this, (operations) => {
      written.push(...operations.map(({ replaceOne }) => replaceOne.replacement));
      const errors = operations.flatMap(({ replaceOne }, index) => (replace(replaceOne) ? [] : [duplicateKey(index)]));
      if (errors.length === 0) return Promise.resolve({});
      return Promise.reject(Object.assign(new Error('duplicate'), { writeErrors: errors }));
    });
  }
}

/** Puts this in the place of the driver. */
function answerWrites(
  repository: LoanRepository,
  bulkWrite: (operations: { replaceOne: Replace }[]) => Promise<object>,
): void {
  repository['collection'] = { bulkWrite } as never;
}

/** As the driver reports it. */
function duplicateKey(index: number): object {
  return { index, code: 11000, err: { index } };
}

/** As servers do it: an upsert that finds nothing to replace inserts, unless somebody has inserted the same meanwhile. */
function replace({ filter: { _id, sequence }, replacement, upsert }: Replace): boolean {
  const found = stored.get(_id);
  if (found && found.sequence < sequence.$lt) stored.set(_id, replacement);
  else if (upsert) {
    for (const [id, other] of insertedMeanwhile) stored.set(id, other);
    if (stored.has(_id)) return false;
    stored.set(_id, replacement);
  }
  return true;
}

let loans: LoanRepository;
beforeEach(() => {
  written = [];
  stored = new Map();
  insertedMeanwhile = new Map();
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

it('[ruling 2] stores the newer of two first states, though an older one comes there at the same moment', async () => {
  insertedMeanwhile.set('loan-1', { sequence: 1 });
  await Promise.all([
    loans.apply(event('loan-1', 2), { bookId: 'book-2', dueAt }),
    loans.apply(event('loan-2', 2), { bookId: 'book-2', dueAt }),
  ]);
  expect([...stored]).toMatchObject([
    ['loan-1', { bookId: 'book-2', sequence: 2 }],
    ['loan-2', { bookId: 'book-2', sequence: 2 }],
  ]);
});

it('[ruling 2] drops a state that is older than what is there', async () => {
  stored.set('loan-1', { sequence: 3 });
  await loans.apply(event('loan-1', 2), { bookId: 'book-2', dueAt });
  expect([...stored]).toEqual([['loan-1', { sequence: 3 }]]);
});

it('[ruling 2] gives up on what fails for another reason', async () => {
  answerWrites(loans, () =>
    Promise.reject(Object.assign(new Error('full'), { writeErrors: [{ ...duplicateKey(0), code: 14031 }] })),
  );
  await expect(loans.apply(event('loan-1'), { bookId: 'book-1', dueAt })).rejects.toThrow('full');
});

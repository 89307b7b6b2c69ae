import { Logger } from '@nestjs/common';
import mongoose, { type Connection } from 'mongoose';
import { type StateMessage, type StateReader } from '#lib/messaging';
import { partnerState } from '#contracts/enrollment/partner/partner.v1';
import { type ProjectionBuild, type ProjectionBuildsRepository } from './projection-builds.repository.js';
import { ProjectionRepository, source } from './projection.repository.js';
import { ProjectionBuilder } from './projection-builder.js';

const partnerId = 'f6d88b95-ef3c-4391-81de-354071b9f76d';
const partner = {
  partnerId,
  companyName: 'Contoso',
  partnerType: 'direct-bill',
  status: 'active',
  country: 'DE',
  cloud: 'Global',
};
const state = (change: Partial<StateMessage> = {}): StateMessage => ({
  key: partnerId,
  type: partnerState.type,
  sequence: 3,
  data: partner,
  ...change,
});

class Names extends ProjectionRepository<{ companyName: string }> {
  constructor(connection: Connection, version?: number) {
    const from = [source(partnerState, ({ companyName }) => ({ companyName }))];
    super(connection, 'names', { companyName: String }, { from, ...(version !== undefined && { version }) });
  }
}

let now: Date;
let marks: Map<string, ProjectionBuild>;
let told: StateMessage[];
let read: string[];
let applied: unknown[];

/** A service that starts. */
function start(version?: number): ProjectionBuilder {
  const connection = mongoose.createConnection();
  const projection = new Names(connection, version);
  projection.apply = (at, view) => Promise.resolve(void applied.push([projection.name, at, view]));
  const builds = {
    find: (name: string) => Promise.resolve(marks.get(name)),
    built: (build: ProjectionBuild) => Promise.resolve(void marks.set(build._id, { ...build, ...since(build) })),
  };
  const since = ({ _id, since: at }: ProjectionBuild): Pick<ProjectionBuild, 'since'> => ({
    since: marks.get(_id)?.since ?? at,
  });
  const states = {
    readAll: async (service: string, handle: (states: StateMessage[]) => Promise<void>) => {
      read.push(service);
      await handle(told);
    },
  };
  const reader = states as unknown as StateReader;
  return new ProjectionBuilder(connection, builds as unknown as ProjectionBuildsRepository, reader, { now: () => now });
}

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  now = new Date('2026-03-01T08:00:00Z');
  [marks, told, read, applied] = [new Map(), [state()], [], []];
});
afterEach(() => jest.restoreAllMocks());

it('[events] a projection that is new has what the states tell, as of the events that they include', async () => {
  told = [state(), state({ key: 'gone', data: undefined as never }), state({ type: 'io.twotier.enrollment.state.v1' })];
  await start()['sweep']();
  expect(read).toEqual(['enrollment']);
  expect(applied).toEqual([['names', { subject: partnerId, sequence: 3 }, { companyName: 'Contoso' }]]);
});

it('[events] it is built once more an hour later, and then no more', async () => {
  const builder = start();
  await builder['sweep']();
  await builder['sweep']();
  expect(applied).toHaveLength(1);
  now = new Date('2026-03-01T09:00:00Z');
  await builder['sweep']();
  now = new Date('2027-03-01T09:00:00Z');
  await start()['sweep']();
  expect(applied).toHaveLength(2);
});

it('[versions] one that was filled ahead is read again by the first instance that works with it, and is not filled ahead any more', async () => {
  await start().ahead();
  now = new Date('2026-03-02T08:00:00Z');
  const builder = start();
  await builder['sweep']();
  expect(applied).toHaveLength(2);
  await start().ahead();
  await builder['sweep']();
  expect(applied).toHaveLength(2);
  now = new Date('2026-03-02T09:00:00Z');
  await builder['sweep']();
  expect(applied).toHaveLength(3);
});

it('[events] one with another version is built beside the one of before', async () => {
  await start()['sweep']();
  await start(2)['sweep']();
  expect(applied.map((one) => (one as [string])[0])).toEqual(['names', 'names.v2']);
});

it('[events] a build that fails is tried again', async () => {
  const builder = start();
  told = [state({ data: { partnerId: 'no partner' } })];
  await expect(builder['sweep']()).rejects.toThrow('partnerId');
  told = [state()];
  await builder['sweep']();
  expect(applied).toHaveLength(1);
});

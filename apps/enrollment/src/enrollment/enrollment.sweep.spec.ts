import { faults } from '#lib/contracts';
import { reject } from '#lib/decision';
import { SweptItems } from '#lib/service-kit';
import { type EnrollmentConfig } from '../enrollment.config.js';
import { type MpnAssociation } from '../mpn/mpn-association.repository.js';
import { EnrollmentSweep } from './enrollment.sweep.js';

/** Nobody else sweeps. */
const leases = {
  taken: () => Promise.resolve(new Set()),
  take: (id: string) => Promise.resolve({ id, holder: 'this', attempts: 1 }),
  done: () => Promise.resolve(),
  waits: () => Promise.resolve(),
  removeOld: () => Promise.resolve(),
};
const clock = { now: () => new Date('2026-03-01T08:00:00Z') };

it('[E3] a number that cannot be settled keeps no other one, and no review, waiting', async () => {
  const done: string[] = [];
  const doubtful = ['1', '2'].map((number) => ({ mpnId: number, partnerId: `tenant-${number}` }));
  const associations = {
    inDoubt: () => Promise.resolve(doubtful),
    settle: ({ mpnId }: MpnAssociation) => Promise.resolve(done.push(`settled ${mpnId}`)),
  };
  const enrollments = {
    find: (tenantId: string) => Promise.resolve({ tenantId }),
    inReviewSince: () => Promise.resolve([{ id: 'enrolment' }]),
  };
  const useCases = {
    completed: ({ tenantId }: { tenantId: string }) =>
      Promise.resolve(tenantId === 'tenant-1' ? reject(faults.conflict, 'Taken.') : undefined),
    review: (_: string, id: string) => Promise.resolve(done.push(`reviewed ${id}`)),
  };
  const partners = { proposedBefore: () => Promise.resolve([]) };
  const config = { SWEEP_INTERVAL_SECONDS: 60, AUTOMATIC_REVIEW_SECONDS: 0 } as EnrollmentConfig;
  const items = new SweptItems(leases as unknown as ConstructorParameters<typeof SweptItems>[0]);
  const sweep = new EnrollmentSweep(
    ...([enrollments, useCases, partners, {}, associations, items, config, clock] as unknown as ConstructorParameters<
      typeof EnrollmentSweep
    >),
  );
  await sweep['sweep']();
  expect(done).toEqual(['settled 2', 'reviewed enrolment']);
});

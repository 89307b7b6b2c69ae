import fc from 'fast-check';
import { Logger } from '@nestjs/common';
import mongoose from 'mongoose';
import { accepted } from '#lib/partner-api';
import { MpnAssociationRepository } from '../../apps/enrollment/src/mpn/mpn-association.repository.js';
import { MpnAssociations } from '../../apps/enrollment/src/mpn/mpn-associations.js';
import { changeMpn, onboard } from '../../apps/enrollment/src/partner/partner.js';
import { PartnerRepository } from '../../apps/enrollment/src/partner/partner.repository.js';
import { ScheduledDatabase } from './support/scheduled-database.js';

const partners = ['partner-a', 'partner-b'];
const numbers = ['1001', '1002', '1003'];
const facts = { country: 'US', cloud: 'Global' as const, domain: 'a.example', culture: 'en-US' };

const associating = fc.record({
  kind: fc.constant('associate' as const),
  partnerId: fc.constantFrom(...partners),
  mpnId: fc.constantFrom(...numbers),
  dies: fc.constantFrom(undefined, undefined, 'before the write' as const, 'after the write' as const),
});
const sweeping = fc.record({ kind: fc.constant('sweep' as const) });
/** Seconds: short ones, one after which a claim does not count any more, and one after which the sweep takes it. */
const waiting = fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 31, 61) });
const process = fc.oneof({ weight: 4, arbitrary: associating }, sweeping, waiting);
type Process = typeof process extends fc.Arbitrary<infer T> ? T : never;

class Died extends Error {}

const database = new ScheduledDatabase();
const connection = mongoose.createConnection();
const partnerRepository = new PartnerRepository(connection, database.persistence);
const associationRepository = new MpnAssociationRepository(connection);
const stored = database.keep<{ state: { mpnId?: string } }>(partnerRepository);
const associated = database.keep<{ partnerId: string; doubtfulSince?: Date }>(associationRepository);
let waited = 0;
const clock = { now: () => new Date(database.now().getTime() + waited) };
const associations = new MpnAssociations(associationRepository, partnerRepository, clock);

async function play(step: Process): Promise<void> {
  if (step.kind === 'wait') await database.run(() => (waited += step.seconds * 1_000));
  else if (step.kind === 'sweep') await sweep();
  else await associate(step).catch(refused);
}

async function sweep(): Promise<void> {
  for (const association of await associations.inDoubt({ limit: 100 })) await associations.settle(association);
}

async function associate({ partnerId, mpnId, dies }: Extract<Process, { kind: 'associate' }>): Promise<unknown> {
  return associations.associate({ mpnId, partnerId }, async (claim) => {
    if (dies === 'before the write') throw new Died();
    const partner = await partnerRepository.decide(
      partnerId,
      String(Math.random()),
      (known) => claim.fault(known) ?? changeMpn(known, mpnId, claim.id),
    );
    if (dies === 'after the write') throw new Died();
    return partner!;
  });
}

function refused(error: unknown): void {
  if (!(error instanceof Died)) throw error;
}

function holders(): Map<string, string[]> {
  const held = (mpnId: string): string[] => partners.filter((id) => stored.get(id)?.state.mpnId === mpnId);
  return new Map(numbers.map((mpnId) => [mpnId, held(mpnId)]));
}

beforeAll(() => {
  Logger.overrideLogger(false);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => setImmediate(work)) as never);
});
afterAll(() => jest.restoreAllMocks());

it('[E5] whoever claims, dies or is slow, and whenever the sweep comes: an MPN ID has one partner at any time, and no number is lost', () =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(process, { minLength: 2, maxLength: 8 }), async (scheduler, steps) => {
      database.begin(scheduler);
      waited = 0;
      const onboarding = { companyName: 'A partner', partnerType: 'direct-bill' as const, country: 'US' };
      const prepared = partners.map((tenantId) =>
        partnerRepository.put(tenantId, tenantId, (known) => onboard(known, { tenantId, ...onboarding }, facts)),
      );
      (await scheduler.waitFor(Promise.all(prepared))).forEach(accepted);
      const playing = steps.map(async (step) => {
        await play(step);
        for (const [, held] of holders()) expect(held.length).toBeLessThanOrEqual(1);
      });
      await scheduler.waitFor(Promise.all(playing));
      waited += 61_000;
      await scheduler.waitFor(sweep());

      for (const [mpnId, [holder]] of holders()) expect(associated.get(mpnId)?.partnerId).toBe(holder);
      for (const { doubtfulSince } of associated.values()) expect(doubtfulSince).toBeUndefined();
    }),
    { numRuns: 1_000, interruptAfterTimeLimit: 20_000 },
  ));

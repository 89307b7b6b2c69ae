import fc from 'fast-check';
import { Logger } from '@nestjs/common';
import mongoose from 'mongoose';
import { faults } from '#lib/contracts';
import { isRejected } from '#lib/decision';
import { PartnerError } from '#lib/partner-api';
import { Command, type Caller, type SweptItems, type Sweeping } from '#lib/service-kit';
import { Consents } from '../../apps/customers/src/relationship/consent/consents.js';
import { CustomerRepository } from '../../apps/customers/src/account/customer/customer.repository.js';
import { type CustomersConfig } from '../../apps/customers/src/customers.config.js';
import { ExternalRelationshipRepository } from '../../apps/customers/src/account/external-relationship/external-relationship.repository.js';
import { AcceptancesClient } from '../../apps/customers/src/neighbours/agreement/acceptances.client.js';
import { type PartnershipsClient } from '../../apps/customers/src/neighbours/partnership/partnerships.client.js';
import { RelationshipRequestRepository } from '../../apps/customers/src/relationship/relationship-request/relationship-request.repository.js';
import { RelationshipRequestSweep } from '../../apps/customers/src/relationship/relationship-request/relationship-request.sweep.js';
import { RelationshipRequestUseCases } from '../../apps/customers/src/relationship/relationship-request/relationship-request.use-cases.js';
import { type RequestLinks } from '../../apps/customers/src/relationship/relationship-request/request-links.js';
import { giveUp } from '../../apps/customers/src/relationship/removal/removal.js';
import { type TenantsClient } from '../../apps/customers/src/neighbours/tenant/tenants.client.js';
import { ScheduledDatabase } from './support/scheduled-database.js';

const [partnerA, partnerB, customer, rival] = ['partner-a', 'partner-b', 'customer', 'rival'];
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };
const company = { companyName: 'Contoso', domain: 'contoso.example', country: 'US', cloud: 'Global' as const };

interface StoredCustomer {
  state: { relationships: { partnerId: string }[]; pendingConnections: object[] };
  outbox: { type: string; data: { requestId?: string; partnerId?: string } }[];
}

/** What a sweep finds, one after the other and without leases: two sweeps at once get into each other's way. */
const eachByItself = {
  each: async (_run: unknown, { find, itemsOf, work }: Sweeping<{ id: string }, { id: string }>): Promise<void> => {
    for (const document of await find({ limit: 100 }))
      for (const item of itemsOf(document)) await work(item).catch(() => undefined);
  },
};

/** The customers service, with its neighbours that answer as they are told. */
class World {
  readonly database = new ScheduledDatabase();
  readonly customers: CustomerRepository;
  readonly requests: RelationshipRequestRepository;
  readonly useCases: RelationshipRequestUseCases;
  readonly sweep: RelationshipRequestSweep;
  readonly documents: Map<string, StoredCustomer>;
  private agreementAnswers: number[] = [];

  constructor() {
    const { database } = this;
    const connection = mongoose.createConnection();
    const externals = new ExternalRelationshipRepository(connection, database.persistence);
    this.customers = new CustomerRepository(connection, database.persistence);
    this.requests = new RelationshipRequestRepository(connection, database.persistence);
    this.documents = database.keep(this.customers);
    database.keep(this.requests);
    database.keep(externals);
    const consents = new Consents(
      this.customers,
      externals,
      { own: () => Promise.resolve(company) } as unknown as TenantsClient,
      {
        find: (id: string) => Promise.resolve(id.startsWith('partner') ? { ...company, status: 'active' } : undefined),
      } as never,
      { find: () => Promise.resolve({ roles: ['GlobalAdmin'] }) } as never,
      {} as PartnershipsClient,
      new AcceptancesClient({
        call: () => database.run(() => answerOf(this.agreementAnswers.shift() ?? 200)),
      } as never),
      { of: () => Promise.resolve([]) } as never,
    );
    const links = {
      hashOf: (token: string) => token,
      askingBy: (token: string) => (token.startsWith('partner') ? { partnerId: token } : undefined),
    } as RequestLinks;
    const clock = { now: () => database.now() };
    const config = { SWEEP_INTERVAL_SECONDS: 1 } as CustomersConfig;
    this.useCases = new RelationshipRequestUseCases(
      this.requests,
      links,
      consents,
      {} as PartnershipsClient,
      config,
      clock,
    );
    // It takes everything for old enough.
    const late = { now: () => new Date(database.now().getTime() + 60_000) };
    this.sweep = new RelationshipRequestSweep(
      this.requests,
      this.useCases,
      this.customers,
      eachByItself as unknown as SweptItems,
      config,
      late,
    );
  }

  /** Nobody is a customer yet, and there are two links that work once. */
  async begin(scheduler: fc.Scheduler, agreementAnswers: number[]): Promise<void> {
    this.database.begin(scheduler);
    this.agreementAnswers = [...agreementAnswers];
    for (const id of ['link-1', 'link-2']) {
      const times = { createdAt: new Date(0), expiresAt: new Date(1e6), createdBy: 'user' };
      await this.requests.create(`create-${id}`, { id, partnerId: partnerA, tokenHash: id, ...times });
    }
  }

  agreementsAreWell(): void {
    this.agreementAnswers = [];
  }

  customerOf(id: string): StoredCustomer | undefined {
    return this.documents.get(id);
  }
}

function answerOf(status: number): { status: number; body: object } {
  if (status === 503) throw new PartnerError(faults.unavailable, 'agreements is away.');
  return { status, body: { code: 2000, description: 'The customer has bought.' } };
}

function callerOf(tenantId: string): Caller {
  return { tenantId, objectId: 'user', kind: 'user', roles: ['GlobalAdmin'] };
}

const accepting = fc.record({
  kind: fc.constant('accept' as const),
  tenant: fc.constantFrom(customer, customer, rival),
  link: fc.constantFrom('link-1', 'link-2', partnerA, partnerB),
  withAgreement: fc.boolean(),
});
const sweeping = fc.constant({ kind: 'sweep' as const });
const removing = fc.record({ kind: fc.constant('remove' as const), privileges: fc.boolean() });
const process = fc.oneof({ weight: 4, arbitrary: accepting }, sweeping, { weight: 2, arbitrary: removing });

type Process = typeof process extends fc.Arbitrary<infer T> ? T : never;

interface Outcome {
  accepted?: { tenant: string; partnerId: string };
  removed?: boolean;
}

async function play(step: Process): Promise<Outcome> {
  if (step.kind === 'sweep') {
    await world.sweep['sweep']();
    return {};
  }
  if (step.kind === 'remove') {
    const relationship = !step.privileges;
    const remover = { partnerId: partnerA, userId: 'user' };
    const choice = { relationship, adminPrivileges: step.privileges };
    const removal = world.customers.decideAlsoAfter(partnerA, customer, String(Math.random()), (state, now) =>
      giveUp(state, choice, remover, now),
    );
    const removed = await removal.catch(unavailable);
    return { removed: removed !== undefined && !isRejected(removed) };
  }
  const { tenant, link, withAgreement } = step;
  // The same link and body are the same command, as a client repeats it.
  const command = new Command(`${tenant}/${link}/${withAgreement}`, callerOf(tenant));
  const accepted = await world.useCases.accept(command, link, withAgreement ? contact : undefined).catch(unavailable);
  return accepted && !isRejected(accepted) ? { accepted: { tenant, partnerId: accepted[0]! } } : {};
}

/** What is not possible now is no success; anything else is a fault of this test or of the code. */
function unavailable(error: unknown): undefined {
  if (!(error instanceof PartnerError) || error.fault !== faults.unavailable) throw error;
}

let world: World;
beforeAll(() => {
  Logger.overrideLogger(false);
  world = new World();
  // Who meets another writer waits for a moment; how long does not matter here.
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => setImmediate(work)) as never);
});
afterAll(() => jest.restoreAllMocks());

it('[C3] however acceptances, repeats, sweeps and removals interleave: what was acknowledged is there, a consent takes effect once, and a link has one customer', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(process, { minLength: 2, maxLength: 6 }),
      fc.array(fc.constantFrom(200, 200, 400, 503), { maxLength: 4 }),
      async (scheduler, steps, agreementAnswers) => {
        await scheduler.waitFor(world.begin(scheduler, agreementAnswers));
        const outcomes = await scheduler.waitFor(Promise.all(steps.map((step) => play(step))));
        world.agreementsAreWell();
        for (let round = 0; round < 2; round++) await scheduler.waitFor(world.sweep['sweep']());

        const isRemoved = outcomes.some(({ removed }) => removed);
        for (const { accepted } of outcomes) {
          if (!accepted || isRemoved) continue;
          const { relationships = [] } = world.customerOf(accepted.tenant)?.state ?? {};
          expect(relationships.map(({ partnerId }) => partnerId)).toContain(accepted.partnerId);
        }
        for (const tenant of [customer, rival]) {
          const { state, outbox = [] } = world.customerOf(tenant) ?? {};
          expect(state?.pendingConnections ?? []).toEqual([]);
          const consents = outbox.filter(({ type }) => type.includes('established')).map(({ data }) => data.requestId);
          expect(consents).toEqual([...new Set(consents)]);
        }
        if (agreementAnswers.includes(400)) return;
        for (const link of ['link-1', 'link-2']) {
          const users = [customer, rival].filter((tenant) =>
            world.customerOf(tenant)?.outbox.some(({ data }) => data.requestId === link),
          );
          expect(users.length).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 1_000, interruptAfterTimeLimit: 20_000 },
  ));

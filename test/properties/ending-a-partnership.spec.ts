import fc from 'fast-check';
import { connect, type AcceptingTenant } from '../../apps/customers/src/relationship/consent/consent.js';
import { createCustomer, type Customer, type NewCustomer } from '../../apps/customers/src/account/customer/customer.js';
import { reserveOrder } from '../../apps/customers/src/account/reservation/reservation.js';
import { type Order } from '../../apps/customers/src/account/order-state/order-state.js';
import {
  claimInvitation,
  completeInvitation,
  revokeInvitation,
  type Invitation,
  type PartnerFacts,
} from '../../apps/relationships/src/invitation/invitation.js';
import {
  endPartnership,
  establish,
  removeAdminAccess,
  type Partnership,
} from '../../apps/relationships/src/partnership/partnership.js';

const [provider, reseller, rival] = ['provider', 'reseller', 'rival'];
const address = { country: 'US', city: 'Seattle', addressLine1: '1 Way', firstName: 'Ana', lastName: 'Silva' };
const billingProfile = { id: 'b', email: 'a@b.example', culture: 'en-US', language: 'en', companyName: 'Contoso' };
const newCustomer: NewCustomer = {
  id: 'customer',
  domain: 'contoso.example',
  associatedPartnerId: reseller,
  billingProfile: { ...billingProfile, defaultAddress: address },
};
const tenant: AcceptingTenant = {
  id: 'tenant',
  companyName: 'Contoso',
  domain: 'contoso.example',
  country: 'US',
  cloud: 'Global',
  email: 'a@b.example',
  culture: 'en-US',
};
const facts = (partnerType: PartnerFacts['partnerType']): PartnerFacts => ({
  companyName: 'A partner',
  partnerType,
  status: 'active',
  country: 'US',
  cloud: 'Global',
});

/** Two services' documents, and what their callers have been told, each at its time. */
class World {
  private ticks = 0;
  private invitations = new Map<string, Invitation>();
  partnerships = new Map<string, Partnership>();
  customer = written(createCustomer(newCustomer, { partnerId: provider, cloud: 'Global' }, at(0)));
  /** When each end was written, and acknowledged. */
  readonly ends: { written: number; acknowledged: number }[] = [];
  /** When each accepted order, or customer of both, began. */
  readonly begun: number[] = [];
  /** Of each invitation, whoever was told that it accepted. */
  readonly winners = new Map<string, Set<string>>();
  /** When a claim led to an active partnership of the reseller. */
  readonly established: { claimed: number; at: number }[] = [];
  /** When a claim gave administrator access to the reseller's work account, and when that or the partnership was taken back. */
  readonly granted: { claimed: number; at: number }[] = [];
  readonly taken: number[] = [];
  /** When each claim was made, and when its request had looked for what was taken back by then. */
  readonly claims = new Map<string, { looked: number; claimed: number }>();

  /** Each write is made by an instance whose clock is that much off. */
  constructor(private readonly skews: number[]) {}

  tick(): number {
    return ++this.ticks;
  }

  /** What the clock of the instance says that writes at this moment. */
  clockAt(tick: number): Date {
    return at(tick + (this.skews[tick % this.skews.length] ?? 0));
  }

  invitation(id: string): Invitation {
    const known = this.invitations.get(id);
    const fresh = { providerId: provider, createdBy: 'user', createdAt: at(0), expiresAt: at(1e6), tokenHash: id };
    return known ?? { id, ...fresh, status: 'open', mails: [] };
  }

  put(invitation: Invitation): void {
    this.invitations.set(invitation.id, invitation);
  }

  isActive(resellerId: string): boolean {
    return this.partnerships.get(resellerId)?.status === 'active';
  }
}

type Process = Generator<void, void>;

/** A reseller accepts; each step is one write. It may be left after any of them, as a crash would. */
function* accept(world: World, id: string, resellerId: string): Process {
  const acceptance = { tenantId: resellerId, userId: 'user', roles: ['GlobalAdmin'], isCustomer: false };
  const partners = { reseller: facts('indirect-reseller'), provider: facts('indirect-provider') };
  const looked = world.tick();
  const takenBack = world.partnerships.get(resellerId)?.takenBack;
  yield;
  const claimed = world.tick();
  const decision = claimInvitation(
    world.invitation(id),
    { ...acceptance, ...partners, takenBack },
    world.clockAt(claimed),
  );
  if (decision.outcome === 'rejected') return;
  if (decision.outcome === 'happened') {
    world.put(decision.state);
    world.claims.set(id, { looked, claimed });
  }
  yield;
  yield* complete(world, id);
  const winners = world.winners.get(id) ?? new Set();
  world.winners.set(id, winners.add(resellerId));
}

/** What the request does after the claim, and the sweep after a crash. */
function* complete(world: World, id: string): Process {
  const { claim } = world.invitation(id);
  if (!claim) return;
  const { resellerId, userId, takenBackBefore } = claim;
  const parts = { id: `p-${resellerId}`, providerId: provider, resellerId, invitationId: id, userId, takenBackBefore };
  const { looked, claimed } = world.claims.get(id) as { looked: number; claimed: number };
  const now = world.tick();
  const known = world.partnerships.get(resellerId);
  const decision = establish(known, parts, world.clockAt(now));
  if (decision.outcome === 'happened') world.partnerships.set(resellerId, decision.state);
  if (resellerId === reseller && world.taken.every((taking) => taking < looked)) {
    expect(world.partnerships.get(reseller)).toMatchObject({ status: 'active', adminAccess: true });
  }
  if (resellerId === reseller && decision.outcome === 'happened' && known?.status !== 'active') {
    world.established.push({ claimed, at: now });
  }
  if (resellerId === reseller && decision.outcome === 'happened' && decision.state.adminAccess) {
    world.granted.push({ claimed, at: now });
  }
  yield;
  const completed = completeInvitation(world.invitation(id));
  if (completed.outcome === 'happened') world.put(completed.state);
}

function* end(world: World): Process {
  const partnership = world.partnerships.get(reseller);
  if (!partnership) return;
  const now = world.tick();
  const decision = endPartnership(partnership, { partnerId: provider, userId: 'user' }, undefined, world.clockAt(now));
  if (decision.outcome === 'happened') world.partnerships.set(reseller, decision.state);
  world.taken.push(now);
  yield;
  world.ends.push({ written: now, acknowledged: world.tick() });
}

/** The reseller takes the provider's administrator access away. */
function* takeAccess(world: World): Process {
  const partnership = world.partnerships.get(reseller);
  if (!partnership) return;
  const now = world.tick();
  const decision = removeAdminAccess(partnership, { partnerId: reseller, userId: 'user' }, world.clockAt(now));
  if (decision.outcome === 'happened') world.partnerships.set(reseller, decision.state);
  world.taken.push(now);
  yield;
}

function* revoke(world: World, id: string): Process {
  const decision = revokeInvitation(world.invitation(id));
  if (decision.outcome === 'happened') world.put(decision.state);
  yield;
}

/** The provider orders for a customer of both: it asks first, and writes afterwards. */
function* order(world: World, id: string): Process {
  const began = world.tick();
  if (!world.isActive(reseller)) return;
  yield;
  const placed: Order = { id, customerId: 'customer', partnerId: provider, ...noLines(world.tick()) };
  const decision = reserveOrder(world.customer, placed, true);
  if (decision.outcome !== 'happened') return;
  world.customer = decision.state;
  world.begun.push(began);
}

/** One write that makes both relationships, or none: a new customer of both. */
function* create(world: World): Process {
  const began = world.tick();
  if (!world.isActive(reseller)) return;
  yield;
  const both = written(createCustomer(newCustomer, { partnerId: provider, cloud: 'Global' }, at(world.tick())));
  expect(both.relationships.map(({ partnerId }) => partnerId)).toEqual([provider, reseller]);
  world.begun.push(began);
}

/** A customer accepts a joint invitation: whether the two work together is asked right before the one write. */
function* acceptJointly(world: World): Process {
  const began = world.tick();
  if (!world.isActive(reseller)) return;
  yield;
  const connection = { id: 'request', partnerIds: [reseller, provider], userId: 'user' };
  const decision = connect(undefined, tenant, connection, at(world.tick()));
  if (decision.outcome !== 'happened') throw new Error('It was not accepted.');
  expect(decision.state.relationships.map(({ partnerId }) => partnerId)).toEqual([reseller, provider]);
  world.begun.push(began);
}

const kinds = {
  accept: (world: World, id: string) => accept(world, id, reseller),
  acceptAsRival: (world: World, id: string) => accept(world, id, rival),
  sweep: complete,
  revoke,
  end: (world: World, _id: string) => end(world),
  takeAccess: (world: World, _id: string) => takeAccess(world),
  order: (world: World, id: string) => order(world, id),
  create: (world: World, _id: string) => create(world),
  acceptJointly: (world: World, _id: string) => acceptJointly(world),
};

const step = fc.record({
  kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
  invitation: fc.constantFrom('i1', 'i2', 'i3'),
  /** Which of the processes that are under way take a step next; 0 is this one. */
  turns: fc.array(fc.nat(4), { maxLength: 6 }),
});

it('[R7] whatever comes in between, and whatever the clocks of the instances say, nothing begins after an end was acknowledged, what was taken back stays so, and a link has one winner', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.array(fc.integer({ min: -20, max: 20 })), (steps, skews) => {
      const world = new World(skews);
      let running: Process[] = [];
      for (const { kind, invitation, turns } of steps) {
        running.unshift(kinds[kind](world, invitation));
        for (const turn of turns) {
          const next = running[turn % running.length];
          if (next?.next().done) running = running.filter((process) => process !== next);
        }
      }
      for (const winners of world.winners.values()) expect(winners.size).toBe(1);
      for (const began of world.begun) expectBegunTogether(world, began);
      for (const grant of world.granted) expectConsentIsNewest(world, grant);
    }),
    { numRuns: 2_000 },
  );
});

/** The last end that was acknowledged before it began was followed by a new consent. */
function expectBegunTogether({ ends, established }: World, began: number): void {
  const last = Math.max(0, ...ends.filter(({ acknowledged }) => acknowledged < began).map(({ written: time }) => time));
  const consents = established.filter(({ claimed, at: time }) => claimed > last && time < began);
  expect(consents.length).toBeGreaterThan(0);
}

/** What is taken back after a consent is not given again by it, however late its effect comes. */
function expectConsentIsNewest({ ends, taken }: World, { claimed, at: time }: World['granted'][number]): void {
  const takenBack = [...taken, ...ends.map(({ written: ended }) => ended)];
  expect(takenBack.filter((taking) => taking > claimed && taking < time)).toEqual([]);
}

function at(tick: number): Date {
  return new Date(tick);
}

function noLines(tick: number): Pick<Order, 'billingCycle' | 'lineItems' | 'createdAt'> {
  return { billingCycle: 'monthly', lineItems: [], createdAt: at(tick) };
}

function written(decision: ReturnType<typeof createCustomer>): Customer {
  if (decision.outcome !== 'happened') throw new Error('The customer was not created.');
  return decision.state;
}

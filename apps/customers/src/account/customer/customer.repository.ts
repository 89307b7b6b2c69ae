import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { nothingHappened, type Decision, type Rejected, type RejectedBy } from '#lib/decision';
import {
  acrossTenants,
  AggregateRepository,
  NarrowRanges,
  onPage,
  ownCommand,
  ownedBy,
  Persistence,
  type Command,
  type CommandId,
  type Filter,
  type Query,
  type SweepPage,
} from '#lib/service-kit';
import { type Order, type OrderAmendment } from '../order-state/order-state.js';
import { amendmentFields, orderFields } from '../order-state/order.schema.js';
import { subscriptionFields } from '../subscription/subscription.schema.js';
import { buryCustomer, createCustomer, type CreatingPartner, type Customer, type NewCustomer } from './customer.js';
import {
  domainStartsWith,
  listed,
  nameStartsWith,
  type CustomerSearch,
  type ListedCustomer,
} from './customer-search.js';
import { toldOfCustomer } from './customer-states.js';
import { completeAmendment, completeOrder } from '../reservation/reservation.js';

const plain = { _id: false, id: false } as const;

const address = new Schema(
  {
    country: String,
    region: String,
    city: String,
    state: String,
    addressLine1: String,
    addressLine2: String,
    postalCode: String,
    firstName: String,
    middleName: String,
    lastName: String,
    phoneNumber: String,
  },
  plain,
);

const billingProfile = new Schema(
  {
    id: String,
    email: String,
    culture: String,
    language: String,
    companyName: String,
    firstName: String,
    lastName: String,
    defaultAddress: address,
  },
  plain,
);

const contact = new Schema({ firstName: String, lastName: String, email: String, phoneNumber: String }, plain);

@Injectable()
export class CustomerRepository extends AggregateRepository<Customer> {
  private readonly ranges = new NarrowRanges<ListedCustomer>();

  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'customers',
      tells: toldOfCustomer,
      state: {
        id: String,
        status: String,
        companyName: String,
        companyNameFolded: String,
        domain: String,
        country: String,
        cloud: String,
        organizationRegistrationNumber: String,
        billingProfile,
        relationships: [
          new Schema(
            {
              partnerId: String,
              since: Date,
              associatedPartnerIds: [String],
              isDirect: Boolean,
              subscriptions: [String],
            },
            plain,
          ),
        ],
        formerPartners: [String],
        adminPrivileges: [String],
        subscriptions: [new Schema(subscriptionFields, plain)],
        reservedOrders: [new Schema(orderFields, plain)],
        reservedAmendments: { type: [new Schema(amendmentFields, plain)], default: undefined },
        pendingConnections: [
          new Schema({ id: String, partnerIds: [String], userId: String, since: Date, contact }, plain),
        ],
        validation: new Schema({ status: String, updatedAt: Date }, plain),
        qualifications: {
          type: [new Schema({ qualification: String, since: Date, validationCode: String }, plain)],
          default: undefined,
        },
      },
      indexes: [
        // Pages in the order of the ids; names and domains are compared in the index, before a customer is read.
        {
          fields: {
            'state.relationships.partnerId': 1,
            _id: 1,
            'state.companyNameFolded': 1,
            'state.domain': 1,
          },
        },
        { fields: { 'state.reservedOrders.createdAt': 1 } },
        { fields: { 'state.reservedAmendments.createdAt': 1 } },
        { fields: { 'state.pendingConnections.since': 1 } },
      ],
    });
  }

  /** A customer of this partner. */
  async find(partnerId: string, customerId: string): Promise<Customer | undefined> {
    return this.findOne(customerOf(partnerId, customerId));
  }

  /** What lists show of customers of this partner, in the order of their ids, which never change: pages stay stable. */
  search(
    partnerId: string,
    { companyName, domain, associatedPartnerId, ...stretch }: CustomerSearch,
  ): Promise<ListedCustomer[]> {
    const asked: Filter = {
      ...(associatedPartnerId && {
        $and: [
          { 'state.relationships': { $elemMatch: { partnerId, associatedPartnerIds: associatedPartnerId } } },
          { 'state.relationships.partnerId': associatedPartnerId },
        ],
      }),
      ...(companyName && { 'state.companyNameFolded': nameStartsWith(companyName) }),
      ...(domain && { 'state.domain': domainStartsWith(domain) }),
    };
    const query = ownedBy('state.relationships.partnerId', partnerId, asked);
    if (Object.keys(asked).length > 0) return this.listStretch(query, stretch, listed);
    return this.ranges.read(partnerId, stretch, (between) => this.listStretch(query, between, listed));
  }

  /** The partners that the tenant is a customer of, or is about to be, for the services that have to keep it from being a partner itself. */
  async partnersOf(customerId: string): Promise<string[]> {
    const customer = await this.findOne(ownedBy('_id', customerId));
    if (!customer) return [];
    const { relationships, pendingConnections } = customer;
    return [
      ...relationships.map(({ partnerId }) => partnerId),
      ...pendingConnections.flatMap(({ partnerIds }) => partnerIds),
    ];
  }

  /** The customer that a tenant is, for its own users and for decisions about it; not for partners. */
  async ofTenant(tenantId: string): Promise<Customer | undefined> {
    return this.findOne(ownedBy('_id', tenantId, { 'state.status': 'active' }));
  }

  /** Whether the partner holds delegated admin privileges, which outlive the relationship. */
  async holdsPrivileges(partnerId: string, customerId: string): Promise<boolean> {
    return (await this.ofTenant(customerId))?.adminPrivileges.includes(partnerId) ?? false;
  }

  /** Whether the id was a customer's that has been deleted, or was given up before it was one. */
  async isBuried(customerId: string): Promise<boolean> {
    return (await this.findOne(ownedBy('_id', customerId, { 'state.status': 'tombstone' }))) !== undefined;
  }

  /** How many customers this partner has beside the one, up to `limit`. */
  countOthers(partnerId: string, customerId: string, limit: number): Promise<number> {
    return this.count(ownedBy('state.relationships.partnerId', partnerId, { _id: { $ne: customerId } }), limit);
  }

  /** The customer, or the tombstone that was quicker. */
  create(command: Command, customer: NewCustomer, partner: CreatingPartner): Promise<Customer | undefined> {
    return this.insert(customer.id, command.id, (known, now) =>
      known ? nothingHappened : createCustomer(customer, partner, now),
    );
  }

  /**
   * Applies a command to a customer of this partner, which may be known already; undefined when the partner has no such
   * customer.
   */
  decide(
    partnerId: string,
    customerId: string,
    commandId: string,
    decide: (customer: Customer, now: Date) => Decision<Customer, DomainEvent>,
    known?: Customer,
  ): Promise<Customer | Rejected | undefined> {
    return this.change(customerOf(partnerId, customerId), commandId, decide, known);
  }

  /** Applies a command of the tenant's own user to the customer that it is, or becomes by it. */
  async decideAsTenant<Decided extends Decision<Customer, DomainEvent>>(
    tenantId: string,
    commandId: CommandId,
    decide: (known: Customer | undefined, now: Date) => Decided,
  ): Promise<Customer | RejectedBy<Decided>> {
    const customer = await this.changeOrCreate(tenantId, commandId, decide);
    if (!customer) throw new Error(`The customer ${tenantId} vanished while it was written.`);
    return customer;
  }

  /** Customers that wait for their agreement since before `time`. */
  pendingBefore(time: Date, page: SweepPage): Promise<Customer[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.pendingConnections.since': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }

  /** Applies a command of the operator to anybody's customer; undefined when there is none with this id. */
  decideAsOperator(
    customerId: string,
    commandId: string,
    decide: (customer: Customer, now: Date) => Decision<Customer, DomainEvent>,
  ): Promise<Customer | Rejected | undefined> {
    const anyones = acrossTenants('The operator decides about anybody’s customer.', {
      _id: customerId,
      'state.status': 'active',
    });
    return this.change(anyones, commandId, decide);
  }

  /** Applies a command to a customer that is this partner's, or was until its relationship was removed. */
  decideAlsoAfter(
    partnerId: string,
    customerId: string,
    commandId: string,
    decide: (customer: Customer, now: Date) => Decision<Customer, DomainEvent>,
  ): Promise<Customer | Rejected | undefined> {
    const nowOrBefore = ['state.relationships.partnerId', 'state.formerPartners'];
    return this.change(ownedBy(nowOrBefore, partnerId, { _id: customerId }), commandId, decide);
  }

  /** The tombstone, or the customer that was quicker. */
  bury(customerId: string): Promise<Customer | undefined> {
    return this.insert(customerId, ownCommand, (known) => (known ? nothingHappened : buryCustomer(customerId)));
  }

  async complete({ customerId, partnerId, id }: Order, known?: Customer): Promise<void> {
    await this.change(customerOf(partnerId, customerId), ownCommand, (customer) => completeOrder(customer, id), known);
  }

  async completeAmendment({ customerId, partnerId, id }: OrderAmendment, known?: Customer): Promise<void> {
    const completed = (customer: Customer): ReturnType<typeof completeAmendment> => completeAmendment(customer, id);
    await this.change(customerOf(partnerId, customerId), ownCommand, completed, known);
  }

  /** Customers with amendments of any partner's orders that were reserved before `time` and are not completed. */
  amendmentsReservedBefore(time: Date, page: SweepPage): Promise<Customer[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.reservedAmendments.createdAt': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }

  /** Customers with orders of any partner that were reserved before `time` and are not completed. */
  reservedBefore(time: Date, page: SweepPage): Promise<Customer[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.reservedOrders.createdAt': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }
}

function customerOf(partnerId: string, customerId: string): Query {
  return ownedBy('state.relationships.partnerId', partnerId, { _id: customerId });
}

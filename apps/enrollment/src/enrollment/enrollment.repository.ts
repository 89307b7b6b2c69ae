import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { type Decision, type Rejected } from '#lib/decision';
import { type Stretch } from '#lib/partner-api';
import {
  acrossTenants,
  AggregateRepository,
  derivedId,
  onPage,
  ownedBy,
  Persistence,
  told,
  type CommandId,
  type Query,
  type SweepPage,
} from '#lib/service-kit';
import { enrollmentState } from '#contracts/enrollment/enrollment.v1';
import { type EnrollmentStatus } from '#contracts/enrollment/enrollment-state.v1';
import { addressFields, contactFields, supportFields } from '../company/company.schema.js';
import { startEnrollment, type Applicant } from './enrollment.js';
import { publicState, type Enrollment } from '../enrollment-state/enrollment-state.js';

const plain = { _id: false, id: false } as const;

const legalProfile = new Schema(
  { companyName: String, address: new Schema(addressFields, plain), organizationRegistrationNumber: String },
  plain,
);

const verification = new Schema(
  { id: String, tokenHash: String, email: String, expiresAt: Date, confirmedAt: Date },
  plain,
);

@Injectable()
export class EnrollmentRepository extends AggregateRepository<Enrollment> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'enrollments',
      tells: (enrollment) => [told(enrollmentState, enrollment.id, enrollment, () => publicState(enrollment))],
      state: {
        id: String,
        tenantId: String,
        program: String,
        status: String,
        country: String,
        cloud: String,
        domain: String,
        enrolledBy: String,
        adminAgentId: String,
        hasAccount: Boolean,
        legalProfile,
        primaryContact: new Schema(contactFields, plain),
        supportContact: new Schema(supportFields, plain),
        mpn: new Schema({ mpnId: String, proof: String }, plain),
        verification,
        verificationsSent: [Date],
        reasons: [String],
        reviewStartedAt: Date,
      },
      indexes: [
        { fields: { 'state.status': 1, _id: 1 } },
        { fields: { 'state.status': 1, 'state.reviewStartedAt': 1 } },
        { fields: { 'state.verification.tokenHash': 1 } },
      ],
    });
  }

  async find(tenantId: string): Promise<Enrollment | undefined> {
    return this.findOne(enrollmentOf(tenantId));
  }

  /** Whether the enrolment of a tenant has applied the command. */
  hasAppliedOf(tenantId: string, commandId: string): Promise<boolean> {
    return this.hasApplied(enrollmentId(tenantId), commandId);
  }

  /** For the operator, who sees every tenant's. */
  async findById(id: string): Promise<Enrollment | undefined> {
    return this.findOne(acrossTenants('The operator sees every tenant’s.', { _id: id }));
  }

  async findByLink(tokenHash: string): Promise<Enrollment | undefined> {
    return this.findOne(
      acrossTenants('Whoever has the link may open it.', { 'state.verification.tokenHash': tokenHash }),
    );
  }

  /** For the operator: enrolments of one status, or of all, in the order of their ids. */
  search(status: EnrollmentStatus | undefined, stretch: Stretch): Promise<Enrollment[]> {
    const asked = status ? { 'state.status': status } : {};
    return this.listStretch(acrossTenants('The operator sees every tenant’s.', asked), stretch);
  }

  async inReviewSince(time: Date, page: SweepPage): Promise<Enrollment[]> {
    const filter = { 'state.status': 'in-review', 'state.reviewStartedAt': { $lte: time } };
    return this.list(acrossTenants('A sweep.', { ...filter, ...onPage(page) }), page.limit);
  }

  async start(commandId: string, program: string, applicant: Omit<Applicant, 'id'>): Promise<Enrollment | Rejected> {
    const { tenantId } = applicant;
    const identified = { id: enrollmentId(tenantId), ...applicant };
    const started = await this.changeOrCreate(identified.id, commandId, (known) =>
      startEnrollment(known, program, identified),
    );
    if (!started) throw new Error(`The enrolment of ${tenantId} vanished while it was started.`);
    return started;
  }

  /** Undefined: the tenant has no enrolment. */
  decide(
    tenantId: string,
    commandId: CommandId,
    decide: (enrollment: Enrollment, now: Date) => Decision<Enrollment, DomainEvent>,
  ): Promise<Enrollment | Rejected | undefined> {
    return this.change(enrollmentOf(tenantId), commandId, decide);
  }
}

function enrollmentOf(tenantId: string): Query {
  return ownedBy('state.tenantId', tenantId, { _id: enrollmentId(tenantId) });
}

/** Not the tenant's own id, which the partner has: events of two aggregates must not be taken for those of one. */
function enrollmentId(tenantId: string): string {
  return derivedId(tenantId, 'enrollment');
}

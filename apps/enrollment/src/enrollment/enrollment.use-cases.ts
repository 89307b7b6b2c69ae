import { Inject, Injectable } from '@nestjs/common';
import { faults, type DomainEvent } from '#lib/contracts';
import { isRejected, reject, type Clock, type Decision, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { UsersClient, type Access, type AnonymousCommand, type Command, type CommandId } from '#lib/service-kit';
import {
  toPrimaryContact,
  toSupportContact,
  type PrimaryContactDto,
  type SupportContactDto,
} from '../company/company.dto.js';
import { rejectCustomer, type LegalProfile, type MpnProfile } from '../company/company.js';
import { MEMBERSHIP_DIRECTORY, type MembershipDirectory } from '../mpn/membership-directory.js';
import { MpnAssociationRepository, type Doubt } from '../mpn/mpn-association.repository.js';
import { MpnSignInRepository } from '../mpn/mpn-sign-in.repository.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { PartnerUseCases } from '../partner/partner.use-cases.js';
import { TenantsClient } from '../tenant/tenants.client.js';
import {
  associateMpn,
  giveLegalProfile,
  givePrimaryContact,
  giveSupportContact,
  partnerTypeFault,
  submit,
  withdraw,
} from './enrollment.js';
import { confirmEmail, linkFault, sendVerificationAgain } from '../verification/verification.js';
import { rejectAsCustomer, review, type ReviewDecision } from '../review/review.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';
import { EnrollmentRepository } from './enrollment.repository.js';
import { VerificationLinks } from '../verification/verification-links.js';

/** How long what a sign-in to the membership directory found proves whose a number is. */
const SIGN_IN_COUNTS_FOR_MS = 60 * 60 * 1_000;

/** Only a Global admin enrols, and whether the tenant is a partner already does not matter. */
export const enrolling: Access = { roles: ['GlobalAdmin'], partnerTypes: 'none' };

@Injectable()
export class EnrollmentUseCases {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly partners: PartnerRepository,
    private readonly partnerUseCases: PartnerUseCases,
    private readonly tenants: TenantsClient,
    private readonly users: UsersClient,
    private readonly links: VerificationLinks,
    @Inject(MEMBERSHIP_DIRECTORY) private readonly directory: MembershipDirectory,
    private readonly associations: MpnAssociationRepository,
    private readonly signIns: MpnSignInRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param adminAgentId a user of the company who is to be its first Admin agent; without it that is who enrols */
  async start({ id, caller }: Command, program: string, adminAgentId?: string): Promise<Enrollment | Rejected> {
    if (adminAgentId && !(await this.users.find(caller, adminAgentId)))
      return reject(
        faults.invalidArgument,
        `adminAgentId ${adminAgentId} is no user of your company. GET /v1/users lists them.`,
      );
    const { country, cloud, domain } = await this.tenants.get(caller, caller.tenantId);
    const partner = await this.partners.find(caller.tenantId);
    const isCustomer = await this.tenants.isCustomer(caller.tenantId, caller);
    const { tenantId, objectId: userId } = caller;
    const applicant = {
      tenantId,
      userId,
      adminAgentId,
      country,
      cloud,
      domain,
      partnerType: partner?.partnerType,
      isCustomer,
    };
    return this.enrollments.start(id, program, applicant);
  }

  /** Whether the command has changed the enrolment of its tenant. */
  isApplied({ id, caller }: Command): Promise<boolean> {
    return this.enrollments.hasAppliedOf(caller.tenantId, id);
  }

  /** The enrolment of a tenant; refuses with 404 if there is none. */
  async current(tenantId: string): Promise<Enrollment | Rejected> {
    return (await this.enrollments.find(tenantId)) ?? rejectMissing();
  }

  /** The MPN ID that the tenant has as a partner, if it is one. */
  async partnersMpnId(tenantId: string): Promise<string | undefined> {
    return (await this.partners.find(tenantId))?.mpnId;
  }

  /** An enrolment as the operator names it; refuses with 404 if there is none. */
  async byId(id: string): Promise<Enrollment | Rejected> {
    const enrollment = await this.enrollments.findById(id);
    return (
      enrollment ?? reject(faults.notFound, `There is no enrolment ${id}. GET /v1/operator/enrollments lists them.`)
    );
  }

  giveLegalProfile(command: Command, profile: LegalProfile): Promise<Enrollment | Rejected> {
    return this.decide(command, (enrollment) => giveLegalProfile(enrollment, profile));
  }

  async givePrimaryContact(command: Command, contact: PrimaryContactDto): Promise<Enrollment | Rejected> {
    const current = await this.current(command.caller.tenantId);
    if (isRejected(current)) return current;
    const primaryContact = toPrimaryContact(contact, current.country);
    const link = this.links.issue(primaryContact.email);
    return this.decide(command, (enrollment, now) => givePrimaryContact(enrollment, primaryContact, link, now));
  }

  async giveSupportContact(command: Command, contact: SupportContactDto): Promise<Enrollment | Rejected> {
    const current = await this.current(command.caller.tenantId);
    if (isRejected(current)) return current;
    const supportContact = toSupportContact(contact, current.country);
    return this.decide(command, (enrollment) => giveSupportContact(enrollment, supportContact));
  }

  /** The company profiles that a member of the directory can choose from. They prove whose the numbers are. */
  async signInToDirectory({ caller }: Command, userName: string, password: string): Promise<MpnProfile[] | Rejected> {
    const profiles = await this.directory.signIn(userName, password);
    if (!profiles) {
      return reject(
        faults.invalidArgument,
        'The membership directory does not know this user name and password. Check both, and try again.',
      );
    }
    const numbers = profiles.map(({ mpnId }) => mpnId);
    await this.signIns.remember(caller.tenantId, numbers, this.clock.now());
    return profiles;
  }

  async associateMpn(command: Command, mpnId: string): Promise<Enrollment | Rejected> {
    const { tenantId } = command.caller;
    const current = await this.current(tenantId);
    if (isRejected(current)) return current;
    const profile = await this.directory.find(mpnId);
    const holder = await this.associations.holderOf(mpnId);
    const proof = (await this.hasProof(tenantId, mpnId)) ? 'directory' : 'claimed';
    return this.decide(command, (enrollment) => associateMpn(enrollment, { mpnId, proof }, profile, holder));
  }

  /** Whether the tenant found the number by signing in to the directory, within the last hour. */
  hasProof(tenantId: string, mpnId: string): Promise<boolean> {
    const since = new Date(this.clock.now().getTime() - SIGN_IN_COUNTS_FOR_MS);
    return this.signIns.proves(tenantId, mpnId, since);
  }

  async submit(command: Command): Promise<Enrollment | Rejected> {
    const { tenantId } = command.caller;
    const current = await this.current(tenantId);
    if (isRejected(current)) return current;
    if (await this.tenants.isCustomer(tenantId, command.caller)) return rejectCustomer();
    const link = this.links.issue(current.primaryContact?.email ?? '');
    return this.completed(await this.decide(command, (enrollment, now) => submit(enrollment, link, now)));
  }

  async sendVerificationAgain(command: Command): Promise<Enrollment | Rejected> {
    const current = await this.current(command.caller.tenantId);
    if (isRejected(current)) return current;
    const link = this.links.issue(current.primaryContact?.email ?? '');
    return this.decide(command, (enrollment, now) => sendVerificationAgain(enrollment, link, now));
  }

  withdraw(command: Command): Promise<Enrollment | Rejected> {
    return this.decide(command, withdraw);
  }

  /** The enrolment that a link is of, if it can be used; changes nothing. */
  async atLink(token: string): Promise<Enrollment | Rejected> {
    const tokenHash = this.links.hashOf(token);
    const enrollment = await this.byLink(tokenHash);
    if (isRejected(enrollment)) return enrollment;
    return linkFault(enrollment, tokenHash, this.clock.now()) ?? enrollment;
  }

  async confirmEmail(command: AnonymousCommand, token: string): Promise<Enrollment | Rejected> {
    const tokenHash = this.links.hashOf(token);
    const known = await this.byLink(tokenHash);
    if (isRejected(known)) return known;
    const decide = (enrollment: Enrollment, now: Date): ReturnType<typeof confirmEmail> =>
      confirmEmail(enrollment, tokenHash, now);
    return (await this.enrollments.decide(known.tenantId, command.id, decide)) ?? rejectMissing();
  }

  /** The operator's decision; what an approval leads to is done before it is answered, or by its event. */
  async review(
    commandId: CommandId,
    id: string,
    decision: ReviewDecision,
    reasons: string[],
  ): Promise<Enrollment | Rejected> {
    const seen = await this.byId(id);
    if (isRejected(seen)) return seen;
    const isApproved = decision === 'approve' && review(seen, decision, reasons).outcome === 'happened';
    const reservation = isApproved ? await this.prepareApproval(seen) : undefined;
    if (isRejected(reservation)) return reservation;
    const decide = (current: Enrollment): ReturnType<typeof review> =>
      (reservation && this.partnerUseCases.reservationFault(reservation)) ?? review(current, decision, reasons, seen);
    return this.completed((await this.enrollments.decide(seen.tenantId, commandId, decide)) ?? rejectMissing());
  }

  /** Partners have reseller relationships with the tenant, or had: their owner is asked before the review ends. */
  async becameCustomer(commandId: string, tenantId: string): Promise<Enrollment | Rejected | undefined> {
    const enrollment = await this.enrollments.find(tenantId);
    const ends = enrollment && rejectAsCustomer(enrollment).outcome === 'happened';
    if (!ends || !(await this.tenants.isCustomer(tenantId))) return enrollment;
    return this.enrollments.decide(tenantId, commandId, rejectAsCustomer);
  }

  /** Makes an active enrolment's company a partner. Any number of times. */
  async completed(enrollment: Enrollment | Rejected): Promise<Enrollment | Rejected> {
    if (isRejected(enrollment) || enrollment.status !== 'active') return enrollment;
    const partner = await this.partnerUseCases.activate(enrollment);
    return isRejected(partner) ? partner : enrollment;
  }

  /** What others own can have changed since the enrolment was begun. */
  private async prepareApproval({ tenantId, mpn }: Enrollment): Promise<Doubt | Rejected | undefined> {
    const partner = await this.partners.find(tenantId);
    const fault = partner && partnerTypeFault(partner.partnerType);
    if (fault) return fault;
    if (await this.tenants.isCustomer(tenantId)) return rejectCustomer();
    return mpn && this.partnerUseCases.reserveMpn(tenantId, mpn.mpnId);
  }

  private async byLink(tokenHash: string): Promise<Enrollment | Rejected> {
    const enrollment = await this.enrollments.findByLink(tokenHash);
    if (enrollment) return enrollment;
    return reject(
      faults.notFound,
      'This link is not valid, or a newer one has replaced it. Use the link of the latest mail.',
    );
  }

  private async decide(
    { id, caller }: Command,
    decide: (enrollment: Enrollment, now: Date) => Decision<Enrollment, DomainEvent>,
  ): Promise<Enrollment | Rejected> {
    return (await this.enrollments.decide(caller.tenantId, id, decide)) ?? rejectMissing();
  }
}

function rejectMissing(): Rejected {
  return reject(
    faults.notFound,
    'Your tenant has no enrolment. Start one by POST /v1/enrollments {"program": "indirect-reseller"}.',
  );
}

import { Inject, Injectable } from '@nestjs/common';
import { faults, type DomainEvent } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { isRejected, reject, type Decision, type Rejected } from '#lib/decision';
import { asAnsweredFault, etagFault } from '#lib/partner-api';
import { type Command } from '#lib/service-kit';
import { mpnFault, type MpnProfile } from '../company/company.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';
import { EnrollmentRepository } from '../enrollment/enrollment.repository.js';
import { EnrollmentUseCases } from '../enrollment/enrollment.use-cases.js';
import { MEMBERSHIP_DIRECTORY, type MembershipDirectory } from '../mpn/membership-directory.js';
import { MpnAssociationRepository } from '../mpn/mpn-association.repository.js';
import {
  changeBilling,
  changeDirectory,
  changeLegalProfile,
  changeOrganization,
  changeSupport,
  type Partner,
} from '../partner/partner.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { PartnerUseCases } from '../partner/partner.use-cases.js';
import { toDirectoryEntry, toDirectoryProfile, type DirectoryProfileRequest } from './directory-profile.dto.js';
import {
  type BillingProfileRequest,
  type LegalBusinessProfileRequest,
  type MpnProfileRequest,
  type OrganizationProfileRequest,
  type SupportProfileRequest,
} from './profile.dto.js';
import {
  toBilling,
  toBillingProfile,
  toLegalBusinessProfile,
  toLegalChange,
  toMpnProfile,
  toOrganization,
  toOrganizationProfile,
  toSupport,
  toSupportProfile,
  usualCurrency,
} from './profile.mapping.js';

@Injectable()
export class ProfileUseCases {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly partnerUseCases: PartnerUseCases,
    private readonly enrollments: EnrollmentRepository,
    private readonly enrollmentUseCases: EnrollmentUseCases,
    @Inject(MEMBERSHIP_DIRECTORY) private readonly directory: MembershipDirectory,
    private readonly associations: MpnAssociationRepository,
  ) {}

  async partner(tenantId: string): Promise<Partner | Rejected> {
    return (await this.partners.find(tenantId)) ?? rejectStranger();
  }

  /** The partner, or the company that is on its way to be one. */
  async partnerOrEnrollment(tenantId: string): Promise<{ partner: Partner } | { enrollment: Enrollment } | Rejected> {
    const partner = await this.partners.find(tenantId);
    if (partner) return { partner };
    const enrollment = await this.enrollments.find(tenantId);
    return enrollment ? { enrollment } : rejectStranger();
  }

  /** A profile of the membership directory; the caller's own without a number. */
  async mpnProfile(tenantId: string, mpnId?: string): Promise<MpnProfile | Rejected> {
    const number = mpnId || (await this.ownMpnId(tenantId));
    if (isRejected(number)) return number;
    const profile = await this.profileOf(number);
    return profile ?? reject(faults.mpnIdNotFound, `Partner Organization with partner_id ${number} could not be found`);
  }

  /** Identifiers: before the activation a claim, afterwards only with the proof that the number is the company's. */
  async associateMpn(command: Command, request: MpnProfileRequest): Promise<Partner | Enrollment | Rejected> {
    const { tenantId } = command.caller;
    const { mpnId } = request;
    const partner = await this.partners.find(tenantId);
    const before = partner ?? (await this.enrollments.find(tenantId))?.mpn;
    const misnamed = await this.nameFault(request, before?.mpnId ?? mpnId);
    if (misnamed) return misnamed;
    if (!partner) return this.enrollmentUseCases.associateMpn(command, mpnId);
    if (partner.mpnId === mpnId) return partner;
    const holder = await this.associations.holderOf(mpnId);
    const fault = mpnFault(mpnId, await this.directory.find(mpnId), partner.country, tenantId, holder);
    if (fault) return fault;
    if (!(await this.enrollmentUseCases.hasProof(tenantId, mpnId))) {
      return reject(
        faults.forbidden,
        `It is not proved yet that the MPN ID ${mpnId} belongs to your company. Sign in to the membership directory by ` +
          'POST /v1/profiles/mpn/signin, then choose it. Or ask the operator to associate it.',
      );
    }
    return this.partnerUseCases.associate(command, tenantId, mpnId);
  }

  changeLegal(command: Command, request: LegalBusinessProfileRequest): Promise<Partner | Rejected> {
    return this.decide(
      command,
      (partner, now) =>
        asAnsweredFault(request, [toLegalBusinessProfile(partner, false), toLegalBusinessProfile(partner, true)]) ??
        changeLegalProfile(partner, toLegalChange(request, partner.country), now),
    );
  }

  changeSupport(command: Command, request: SupportProfileRequest): Promise<Partner | Rejected> {
    return this.decide(
      command,
      (partner) =>
        asAnsweredFault(request, toSupportProfile(partner)) ??
        changeSupport(partner, toSupport(request, partner.country)),
    );
  }

  changeOrganization(
    command: Command,
    request: OrganizationProfileRequest,
    etags: (string | undefined)[],
  ): Promise<Partner | Rejected> {
    return this.decide(command, (partner) => {
      const answered = toOrganizationProfile(partner);
      return answeredFault(request, answered, etags) ?? changeOrganization(partner, toOrganization(request));
    });
  }

  changeDirectory(
    command: Command,
    request: DirectoryProfileRequest,
    etags: (string | undefined)[],
  ): Promise<Partner | Rejected> {
    return this.decide(command, (partner) => {
      const answered = toDirectoryProfile(partner);
      return answeredFault(request, answered, etags) ?? changeDirectory(partner, toDirectoryEntry(request));
    });
  }

  changeBilling(
    command: Command,
    request: BillingProfileRequest,
    etags: (string | undefined)[],
  ): Promise<Partner | Rejected> {
    return this.decide(command, (partner) => {
      const currencies = cspRegionOf(partner.country)?.currencies ?? [];
      const answered = toBillingProfile(partner, currencies);
      const fault = answeredFault(request, answered, etags);
      if (fault) return fault;
      const next = toBilling(request, partner.country);
      const usual = usualCurrency(currencies);
      if (next.currency && next.currency !== usual && !currencies.includes(next.currency)) {
        return reject(
          faults.invalidArgument,
          `billingCurrency must be one of your region's: ${currencies.join(', ')}.`,
        );
      }
      return changeBilling(partner, next, usual);
    });
  }

  private async profileOf(mpnId: string): Promise<MpnProfile | undefined> {
    const profile = await this.directory.find(mpnId);
    if (profile) return profile;
    const holder = await this.associations.holderOf(mpnId);
    const partner = holder && (await this.partners.find(holder));
    return partner ? { mpnId, companyName: partner.companyName, country: partner.country, active: true } : undefined;
  }

  /** The name that comes with a number is its own, or that of the one before, as it was read. */
  private async nameFault(request: MpnProfileRequest, before: string): Promise<Rejected | undefined> {
    const profiles = await Promise.all([...new Set([before, request.mpnId])].map((mpnId) => this.profileOf(mpnId)));
    const known = profiles.filter((profile) => profile !== undefined);
    const forms = known.map(({ mpnId, companyName }) => toMpnProfile(mpnId, companyName));
    return forms.length > 0 ? asAnsweredFault(request, forms) : undefined;
  }

  private async ownMpnId(tenantId: string): Promise<string | Rejected> {
    const shown = await this.partnerOrEnrollment(tenantId);
    if (isRejected(shown)) return shown;
    const mpnId = 'partner' in shown ? shown.partner.mpnId : shown.enrollment.mpn?.mpnId;
    if (mpnId) return mpnId;
    return reject(
      faults.mpnIdNotFound,
      'No MPN ID is associated with your account. Associate one by PUT /v1/profiles/mpn {"mpnId": "…"}.',
    );
  }

  private async decide(
    { id, caller }: Command,
    decide: (partner: Partner, now: Date) => Decision<Partner, DomainEvent>,
  ): Promise<Partner | Rejected> {
    return (await this.partners.decide(caller.tenantId, id, decide)) ?? rejectStranger();
  }
}

/** Refuses a change of what is not as it was read, or of what is only answered. */
function answeredFault(
  request: object,
  answered: { attributes: { etag?: string } },
  etags: (string | undefined)[],
): Rejected | undefined {
  return etagFault(answered.attributes.etag ?? '', ...etags) ?? asAnsweredFault(request, answered);
}

function rejectStranger(): Rejected {
  return reject(
    faults.notFound,
    'Your tenant is not a partner yet. Enrol by POST /v1/enrollments; profiles are kept once the enrolment is active.',
  );
}

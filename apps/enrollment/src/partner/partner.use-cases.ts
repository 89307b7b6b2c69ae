import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { countryRules } from '#lib/countries';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { ownCommand, type Command, type CommandId } from '#lib/service-kit';
import { rejectCustomer } from '../company/company.js';
import { type Doubt } from '../mpn/mpn-association.repository.js';
import { MpnAssociations } from '../mpn/mpn-associations.js';
import { TenantsClient } from '../tenant/tenants.client.js';
import { activate, changeMpn, onboard, reviewProposal, type Onboarding, type Partner } from './partner.js';
import { PartnerRepository } from './partner.repository.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';

@Injectable()
export class PartnerUseCases {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly associations: MpnAssociations,
    private readonly tenants: TenantsClient,
  ) {}

  /** The tenant has to exist; identity, which owns it, says where it is and in which cloud. */
  async onboard(command: Command, onboarding: Onboarding): Promise<Partner | Rejected> {
    const { tenantId, mpnId } = onboarding;
    const tenant = await this.tenants.get(command.caller, tenantId);
    if (await this.tenants.isCustomer(tenantId, command.caller)) return rejectCustomer();
    const decide = (known: Partner | undefined, mpnClaim?: string): ReturnType<typeof onboard> =>
      onboard(
        known,
        { ...onboarding, ...(mpnClaim && { mpnClaim }) },
        { ...tenant, culture: cultureOf(tenant.country) },
      );
    const decision = decide(await this.partners.find(tenantId));
    if (isRejected(decision)) return decision;
    return this.associations.associate({ mpnId, partnerId: tenantId }, (claim) =>
      this.partners.put(tenantId, command.id, (known) => claim.fault(known) ?? decide(known, claim.id)),
    );
  }

  /** Any number of times, by who approves an enrolment and by what its event leads to. */
  async activate(enrollment: Enrollment): Promise<Partner | Rejected> {
    const { tenantId, mpn, country } = enrollment;
    // Who is a partner already keeps its number.
    const mpnId = (await this.partners.find(tenantId)) ? undefined : mpn?.mpnId;
    const enrolled = { ...enrollment, mpnId, culture: cultureOf(country) };
    return this.associations.associate({ mpnId, partnerId: tenantId }, (claim) =>
      this.partners.put(
        tenantId,
        ownCommand,
        (known) => claim.fault(known) ?? activate(known, { ...enrolled, mpnClaim: claim.id }),
      ),
    );
  }

  /** Keeps the number for a tenant that is about to become a partner; refuses with 409 if it went to another one. */
  reserveMpn(partnerId: string, mpnId: string): Promise<Doubt | Rejected> {
    return this.associations.reserve({ mpnId, partnerId });
  }

  /** To be asked at the moment of the write that relies on it; refuses with 503 if it was kept too long ago. */
  reservationFault(reservation: Doubt): Rejected | undefined {
    return this.associations.ageFault(reservation);
  }

  /** The operator's word proves whose the number is. */
  async associate(command: Command, partnerId: string, mpnId: string): Promise<Partner | Rejected> {
    if (!(await this.partners.find(partnerId))) return rejectUnknown(partnerId);
    return this.associations.associate({ mpnId, partnerId }, async (claim) => {
      const decide = (partner: Partner): ReturnType<typeof changeMpn> =>
        claim.fault(partner) ?? changeMpn(partner, mpnId, claim.id);
      return (await this.partners.decide(partnerId, command.id, decide)) ?? rejectUnknown(partnerId);
    });
  }

  async reviewProposal(
    commandId: CommandId,
    partnerId: string,
    decision: 'approve' | 'reject',
    reasons: string[],
  ): Promise<Partner | Rejected> {
    const decide = (partner: Partner): ReturnType<typeof reviewProposal> => reviewProposal(partner, decision, reasons);
    return (await this.partners.decide(partnerId, commandId, decide)) ?? rejectUnknown(partnerId);
  }
}

function rejectUnknown(partnerId: string): Rejected {
  return reject(faults.notFound, `There is no partner ${partnerId}.`);
}

function cultureOf(country: string): string {
  return countryRules(country)?.defaultCulture ?? 'en-US';
}

import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { Rejected, type Fault } from '#lib/decision';
import { PartnersClient, type PartnerView } from '#lib/service-kit';
import { PartnerAgreementRepository } from '../partner-agreement/partner-agreement.repository.js';

const FAQ = 'https://docs.microsoft.com/partner-center/mpa-indirect-provider-faq';
const MIGRATION_GUIDE = 'https://partner.microsoft.com/resources/detail/migrate-pmc-pc-mpa-guide-pptx';
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Answers whether a partner has signed, or refuses with Partner Center's codes and words. */
@Injectable()
export class Compliance {
  constructor(
    private readonly partners: PartnersClient,
    private readonly agreements: PartnerAgreementRepository,
  ) {}

  /** Exactly one of `mpnId` and `tenantId` has to be given. */
  async fault(asking: PartnerView, mpnId?: string, tenantId?: string): Promise<Rejected | undefined> {
    if (mpnId && tenantId) return malformed('Both MPN Id and Tenant Id should not be passed.', 'ComplianceController');
    if (mpnId) return this.mpnIdFault(asking, mpnId);
    if (tenantId) return this.tenantFault(asking, tenantId);
    const details = { source: 'ComplianceController' };
    return new Rejected({
      fault: faults.partnerNotNamed,
      description: 'Both MPN Id and Tenant Id cannot be empty.',
      details,
    });
  }

  private async mpnIdFault(asking: PartnerView, mpnId: string): Promise<Rejected | undefined> {
    if (!/^\d{1,20}$/.test(mpnId)) return malformed('MPN Id must be numeric.', 'PartnerApiServiceControllers');
    const holder = await this.partners.holderOf(mpnId);
    if (!holder || (holder !== 'profile-only' && holder.cloud !== asking.cloud)) {
      return refused(
        faults.mpnIdNotValid,
        `MPN Id ${mpnId} is either invalid or not yet migrated to Partner Center. ` +
          'Please advise your reseller to migrate the reseller MPN ID to Partner Center to continue with this order.',
        MIGRATION_GUIDE,
      );
    }
    if (holder === 'profile-only' || holder.partnerType !== 'indirect-reseller') {
      return refused(
        faults.noResellerAccount,
        `MPN Id ${mpnId} is not associated with a CSP Indirect Reseller account in Partner Center. ` +
          'Please advise your reseller to enroll into the CSP program as an indirect reseller in Partner Center.',
        FAQ,
      );
    }
    if (cspRegionOf(holder.country)?.id !== cspRegionOf(asking.country)?.id) {
      return refused(
        faults.regionNotTheSame,
        `The CSP region of the MPN ID ${mpnId} doesn’t match the CSP region from where you are placing the order. ` +
          'Provide the MPN ID for the CSP region where you are placing the order.',
        FAQ,
      );
    }
    if (await this.agreements.signatureOf(holder.partnerId)) return undefined;
    return refused(
      faults.notSignedByMpnId,
      `MPN Id ${mpnId} has not signed Microsoft Partner Agreement (MPA) for the CSP region where the order is being ` +
        'placed. Please advise your reseller to sign MPA to continue with the order.',
      FAQ,
    );
  }

  private async tenantFault(asking: PartnerView, tenantId: string): Promise<Rejected | undefined> {
    if (!guid.test(tenantId)) return malformed('Tenant Id must be a GUID.', 'PartnerApiServiceControllers');
    const partner = await this.partners.find(tenantId.toLowerCase());
    if (partner?.cloud !== asking.cloud) {
      return refused(
        faults.noAccountOfTenant,
        `Partner Center doesn't find any account associated to the Tenant ID ${tenantId}`,
      );
    }
    if (await this.agreements.signatureOf(tenantId.toLowerCase())) return undefined;
    return refused(
      faults.notSignedByTenant,
      `Partner Center Account associated to Tenant Id ${tenantId} hasn't signed the agreement`,
      FAQ,
    );
  }
}

function malformed(description: string, source: string): Rejected {
  return new Rejected({ fault: faults.invalidArgument, description, details: { source } });
}

function refused(fault: Fault, description: string, ...help: string[]): Rejected {
  return new Rejected({ fault, description, details: { data: help } });
}

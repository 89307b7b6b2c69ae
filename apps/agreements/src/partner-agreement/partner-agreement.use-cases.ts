import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { CurrentPartners, CurrentUsers, type Command } from '#lib/service-kit';
import { partnerAgreementText } from './partner-agreement-text.js';
import { type Signature } from './partner-agreement.js';
import { PartnerAgreementRepository } from './partner-agreement.repository.js';

@Injectable()
export class PartnerAgreementUseCases {
  constructor(
    private readonly agreements: PartnerAgreementRepository,
    private readonly partners: CurrentPartners,
    private readonly users: CurrentUsers,
  ) {}

  /**
   * Roles, status and MPN ID can have changed, so their owners are asked, whatever the token and the projection say. A
   * service that is away is 503, and nothing is signed.
   */
  async sign(command: Command): Promise<Signature> {
    const { caller } = command;
    const signatory = await this.users.find(caller);
    const partner = await this.partners.find(caller.tenantId);
    if (!partner) throw new PartnerError(faults.forbidden, 'Access denied. Your tenant is not a partner any more.');
    const { signature } = await this.agreements.sign(command, partner, signatory, partnerAgreementText.version);
    if (!signature) throw new Error(`The agreement of ${caller.tenantId} was signed, and has no signature.`);
    return signature;
  }
}

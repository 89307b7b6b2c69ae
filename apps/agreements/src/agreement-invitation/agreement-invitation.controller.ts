import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { GuidPipe } from '#lib/partner-api';
import { Access, CurrentCaller, partnerOf, type Caller } from '#lib/service-kit';
import { AgreementsConfig } from '../agreements.config.js';
import { CustomerRelationshipsClient } from '../customer/customer-relationships.client.js';
import { TemplateCatalogue } from '../template/template-catalogue.js';
import { agreementInvitationDraft } from './agreement-invitation-draft.js';
import { AgreementInvitationResource } from './agreement-invitation.dto.js';

@ApiTags('Agreements')
@Controller('v1/customers/:customerId/agreementinvitations')
export class AgreementInvitationController {
  constructor(
    private readonly relationships: CustomerRelationshipsClient,
    private readonly catalogue: TemplateCatalogue,
    private readonly config: AgreementsConfig,
  ) {}

  /** Drafts the mail that asks the customer to accept the agreement itself. Nothing is sent or kept. */
  @Post()
  @Access({ roles: ['AdminAgent', 'SalesAgent'], partnerTypes })
  async draft(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<AgreementInvitationResource> {
    const { companyName } = await this.relationships.of(caller, customerId);
    const url = `${this.config.issuer}/my/agreement`;
    const { agreementLink } = this.catalogue.inForceOf('MicrosoftCustomerAgreement');
    const { companyName: partnerName } = partnerOf(caller);
    const draft = agreementInvitationDraft({ partnerName, companyName, url, agreementLink });
    return { url, ...draft, attributes: { objectType: 'AgreementInvitation' } };
  }
}

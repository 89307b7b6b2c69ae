import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, ApiCollection, collection, GuidPipe, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { TemplateCatalogue } from '../template/template-catalogue.js';
import { AgreementTypeQuery, isOfType } from '../template/template.dto.js';
import {
  AgreementResource,
  AttestAgreementRequest,
  DirectSignStatusResource,
  toAttestation,
  toResource,
} from './agreement.dto.js';
import { AgreementUseCases, attesting } from './agreement.use-cases.js';

@ApiTags('Agreements')
@Controller('v1/customers/:customerId')
export class AgreementController {
  constructor(
    private readonly useCases: AgreementUseCases,
    private readonly catalogue: TemplateCatalogue,
  ) {}

  /** Confirms that the customer accepted. 600061: this contact has confirmed before. */
  @Post('agreements')
  @Access(attesting)
  async attest(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: AttestAgreementRequest,
  ): Promise<AgreementResource> {
    const attestation = toAttestation(request, this.catalogue, command.caller);
    return toResource(accepted(await this.useCases.attest(command, customerId, attestation)), this.catalogue);
  }

  /** The confirmations of the customer's agreement, the oldest first. Resellers may read them as well, whoever confirmed. */
  @Get('agreements')
  @ApiCollection(AgreementResource)
  @Access({ roles: ['AdminAgent', 'SalesAgent'], partnerTypes })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() { agreementType }: AgreementTypeQuery,
  ): Promise<Collection<AgreementResource>> {
    const confirmations = await this.useCases.confirmationsOf(caller, customerId);
    const asked = confirmations.filter(({ type }) => isOfType(agreementType, type));
    const items = asked.map((confirmation) => toResource(confirmation, this.catalogue));
    return collection(`/customers/${customerId}/agreements`, items);
  }

  /** Whether the customer accepted the Microsoft Customer Agreement directly, whichever partner invited it. */
  @Get('directSignedMicrosoftCustomerAgreementStatus')
  @Access(attesting)
  async directSignStatus(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<DirectSignStatusResource> {
    return { isSigned: await this.useCases.isSignedDirectly(caller, customerId) };
  }
}

import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { type Access, type Caller, type Command } from '#lib/service-kit';
import { CustomerRelationshipsClient } from '../customer/customer-relationships.client.js';
import { confirmationsSeenBy, toSeen, type SeenConfirmation, type TellingAttestation } from './agreement.js';
import { AgreementRepository } from './agreement.repository.js';

/** Resellers cannot attest, and ask their provider to do it. */
export const attesting: Access = {
  roles: ['AdminAgent', 'SalesAgent'],
  partnerTypes: ['direct-bill', 'indirect-provider'],
};

@Injectable()
export class AgreementUseCases {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly relationships: CustomerRelationshipsClient,
  ) {}

  /** A relationship can be taken back, so its owner is asked each time. A repeat answers the same confirmation. */
  async attest(
    command: Command,
    customerId: string,
    attestation: Omit<TellingAttestation, 'id'>,
  ): Promise<SeenConfirmation | Rejected> {
    const { caller } = command;
    const { cloud } = await this.relationships.of(caller, customerId);
    const id = command.idOf('confirmation');
    const attester = { partnerId: caller.tenantId, userId: caller.objectId };
    const agreement = await this.agreements.attest(command, customerId, { id, ...attestation }, attester, cloud);
    if (isRejected(agreement)) return agreement;
    const confirmation = agreement.confirmations.find((given) => given.id === id);
    if (confirmation) return toSeen(confirmation, caller.tenantId);
    return reject(faults.agreementAlreadyConfirmed, 'A partner confirmed agreement already exists for the customer.');
  }

  /** Whether the command has left its confirmation. */
  async isAttested(command: Command, customerId: string): Promise<boolean> {
    const id = command.idOf('confirmation');
    return (await this.agreements.of(customerId)).confirmations.some((given) => given.id === id);
  }

  /** That the agreement is confirmed is for all partners of the customer to know; who confirmed it, for who attested. */
  async confirmationsOf(caller: Caller, customerId: string): Promise<SeenConfirmation[]> {
    await this.relationships.of(caller, customerId);
    return confirmationsSeenBy(caller.tenantId, await this.agreements.of(customerId));
  }

  /** Whether the customer accepted by itself, which all its partners may know. */
  async isSignedDirectly(caller: Caller, customerId: string): Promise<boolean> {
    await this.relationships.of(caller, customerId);
    return (await this.agreements.of(customerId)).acceptances.length > 0;
  }
}

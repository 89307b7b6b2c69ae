import { Inject, Injectable } from '@nestjs/common';
import { faults, partnerTypes } from '#lib/contracts';
import { isRejected, reject, type Clock, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { derivedId, ownCommand, partnerOf, type Access, type Caller, type Command } from '#lib/service-kit';
import { type AcceptingContact } from '#contracts/internal/agreements';
import { Consents, type Acceptance } from '../consent/consents.js';
import { type PendingConsent } from '../../account/customer/customer.js';
import { CustomersConfig } from '../../customers.config.js';
import { PartnershipsClient } from '../../neighbours/partnership/partnerships.client.js';
import {
  claimOf,
  claimRequest,
  completeRequest,
  declineRequest,
  isAcceptedBy,
  linkFault,
  partnersOf,
  releaseRequest,
  type Asking,
  type RelationshipRequest,
} from './relationship-request.js';
import { RelationshipRequestRepository } from './relationship-request.repository.js';
import { RequestLinks } from './request-links.js';

/** Who asks customers for a relationship. */
export const asking: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes };

/** What a link offers: who asks, and of a link that works once its request. */
export interface Offer {
  asking: Asking;
  request?: RelationshipRequest;
}

@Injectable()
export class RelationshipRequestUseCases {
  constructor(
    private readonly requests: RelationshipRequestRepository,
    private readonly links: RequestLinks,
    private readonly consents: Consents,
    private readonly partnerships: PartnershipsClient,
    private readonly config: CustomersConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who asks: the caller, alone or as a reseller together with its provider. Refused unless the two work together. */
  async askingOf(
    caller: Caller,
    { providerId, resellerId }: { providerId?: string; resellerId?: string },
  ): Promise<Asking | Rejected> {
    const { tenantId } = caller;
    const { partnerType } = partnerOf(caller);
    if (!providerId && !resellerId) return { partnerId: tenantId };
    if ([providerId, resellerId].every((id) => !id || id === tenantId)) {
      return reject(
        faults.invalidArgument,
        'Name the partner that asks together with you, not yourself. If you ask alone, name nobody.',
      );
    }
    if (providerId && partnerType === 'indirect-reseller') {
      const fault = await this.partnerships.partnersFault(caller, providerId, tenantId);
      return fault ?? { partnerId: tenantId, indirectProviderId: providerId };
    }
    if (resellerId && partnerType === 'indirect-provider') {
      const fault = await this.partnerships.partnersFault(caller, tenantId, resellerId);
      return fault ?? { partnerId: resellerId, indirectProviderId: tenantId };
    }
    return reject(
      faults.invalidArgument,
      'Only an indirect reseller and its indirect provider can ask a customer together.',
    );
  }

  /** Makes a link that works once. */
  create(command: Command, asking: Asking): Promise<RelationshipRequest> {
    const id = command.idOf('relationship-request');
    const createdAt = this.clock.now();
    return this.requests.create(command.id, {
      id,
      ...asking,
      createdBy: command.caller.objectId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + this.config.RELATIONSHIP_REQUEST_TTL_SECONDS * 1_000),
      tokenHash: this.links.hashOf(this.links.tokenOf(id)),
    });
  }

  /** One of the caller's own requests. */
  async find({ tenantId }: Caller, id: string): Promise<RelationshipRequest | Rejected> {
    const request = await this.requests.findOf(tenantId, id);
    return request ?? reject(faults.notFound, `You have made no relationship request ${id}.`);
  }

  /** Whether the command has made its request. */
  async isCreated(command: Command): Promise<boolean> {
    const id = command.idOf('relationship-request');
    return (await this.requests.findOf(command.caller.tenantId, id)) !== undefined;
  }

  /** What a link offers, if it can be used or was used by this customer; changes nothing. */
  async atLink({ tenantId }: Caller, token: string): Promise<Offer | Rejected> {
    const offer = await this.offerOf(token);
    if (isRejected(offer)) return offer;
    return offer.request?.claim?.customerId === tenantId ? offer : this.usable(offer);
  }

  /** What a link offers to anybody, if it can be used. */
  async openTo(token: string): Promise<Offer | Rejected> {
    const offer = await this.offerOf(token);
    return isRejected(offer) ? offer : this.usable(offer);
  }

  /** Accepts those who ask, and the agreement if a contact is given: everything or nothing. Answers the partners. */
  async accept(command: Command, token: string, contact?: AcceptingContact): Promise<string[] | Rejected> {
    const { caller } = command;
    const offer = await this.offerOf(token);
    if (isRejected(offer)) return offer;
    const { asking, request } = offer;
    const refused = request
      ? await this.acceptOnce(caller, request, contact)
      : await this.acceptStanding(command, asking, contact);
    return refused ?? partnersOf(asking);
  }

  async decline({ id: commandId, caller }: Command, token: string): Promise<Offer | RelationshipRequest | Rejected> {
    const offer = await this.offerOf(token);
    // A standing link is for any customer: nothing is kept of those who do not want it.
    if (isRejected(offer) || !offer.request) return offer;
    const by = { customerId: caller.tenantId, userId: caller.objectId };
    return this.requests.decide(offer.request.id, commandId, (state, now) => declineRequest(state, by, now));
  }

  /** Completes what is claimed still, for the customer that claimed it. */
  async completeClaimed(caller: Caller, id: string): Promise<Rejected | undefined> {
    const request = await this.requests.find(id);
    return request && claimOf(request, caller.tenantId) ? this.complete(caller, request) : undefined;
  }

  /** Goes on with what waits for its agreement still, unless a claim does: then it is completed with that. */
  async resume(caller: Caller, { id, partnerIds }: PendingConsent): Promise<Rejected | undefined> {
    const request = await this.requests.find(id);
    if (request?.status === 'claimed') return undefined;
    if (request) return this.consents.giveUp(caller.tenantId, id);
    const [partnerId = '', indirectProviderId] = partnerIds;
    const asking = { partnerId, indirectProviderId };
    return this.orGiveUp({ caller, id }, await this.consents.resume(caller, asking, id));
  }

  /** Writes what a claim stands for, or gives the link free when it cannot be. Any number of times. */
  private async complete(caller: Caller, request: RelationshipRequest): Promise<Rejected | undefined> {
    const { id, claim } = request;
    if (!claim) throw new Error(`The request ${id} is not claimed.`);
    const refused = await this.consents.establish({ caller, asking: request, id, contact: claim.contact });
    await this.requests.decide(id, ownCommand, (state) =>
      refused ? releaseRequest(state, claim) : completeRequest(state, claim),
    );
    return this.orGiveUp({ caller, id }, refused);
  }

  /** Nothing waits for its agreement any more where that is refused. */
  private async orGiveUp(
    { caller, id }: Pick<Acceptance, 'caller' | 'id'>,
    refused: Rejected | undefined,
  ): Promise<Rejected | undefined> {
    if (refused) await this.consents.giveUp(caller.tenantId, id);
    return refused;
  }

  private async acceptStanding(
    { id: commandId, caller }: Command,
    asking: Asking,
    contact?: AcceptingContact,
  ): Promise<Rejected | undefined> {
    const fault = await this.consents.acceptableFault(caller, asking);
    if (fault) return fault;
    const id = derivedId(commandId, 'connection');
    return this.orGiveUp({ caller, id }, await this.consents.establish({ caller, asking, id, contact }));
  }

  /** What was accepted once is not refused to a repeat, whatever keeps the partners from being accepted since. */
  private async acceptOnce(
    caller: Caller,
    request: RelationshipRequest,
    contact?: AcceptingContact,
  ): Promise<Rejected | undefined> {
    const claimed = isAcceptedBy(request, caller.tenantId) ? request : await this.claim(caller, request, contact);
    if (isRejected(claimed)) return claimed;
    return claimed.status === 'claimed'
      ? this.complete(caller, claimed)
      : this.consents.goneFault(caller, partnersOf(request));
  }

  private async claim(
    caller: Caller,
    request: RelationshipRequest,
    contact?: AcceptingContact,
  ): Promise<RelationshipRequest | Rejected> {
    const fault = await this.consents.acceptableFault(caller, request);
    if (fault) return fault;
    const by = { customerId: caller.tenantId, userId: caller.objectId, ...(contact && { contact }) };
    return this.requests.decide(request.id, ownCommand, (state, now) => claimRequest(state, by, now));
  }

  private usable(offer: Offer): Offer | Rejected {
    return (offer.request && linkFault(offer.request, this.clock.now())) ?? offer;
  }

  private async offerOf(token: string): Promise<Offer | Rejected> {
    const standing = this.links.askingBy(token);
    if (standing) return { asking: standing };
    const request = await this.requests.findByToken(this.links.hashOf(token));
    if (request) return { asking: request, request };
    return reject(faults.notFound, 'This link is not valid. Open it exactly as it is in the mail.');
  }
}

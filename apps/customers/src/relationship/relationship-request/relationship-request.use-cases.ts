import { Inject, Injectable } from '@nestjs/common';
import { partnerTypes } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { invalidArgument, isRefusal, notFound, PartnerError } from '#lib/partner-api';
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
  ): Promise<Asking> {
    const { tenantId } = caller;
    const { partnerType } = partnerOf(caller);
    if (!providerId && !resellerId) return { partnerId: tenantId };
    if ([providerId, resellerId].every((id) => !id || id === tenantId)) {
      throw invalidArgument(
        'Name the partner that asks together with you, not yourself. If you ask alone, name nobody.',
      );
    }
    if (providerId && partnerType === 'indirect-reseller') {
      await this.partnerships.assertPartners(caller, providerId, tenantId);
      return { partnerId: tenantId, indirectProviderId: providerId };
    }
    if (resellerId && partnerType === 'indirect-provider') {
      await this.partnerships.assertPartners(caller, tenantId, resellerId);
      return { partnerId: resellerId, indirectProviderId: tenantId };
    }
    throw invalidArgument('Only an indirect reseller and its indirect provider can ask a customer together.');
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
  async find({ tenantId }: Caller, id: string): Promise<RelationshipRequest> {
    const request = await this.requests.findOf(tenantId, id);
    if (!request) throw notFound(`You have made no relationship request ${id}.`);
    return request;
  }

  /** Whether the command has made its request. */
  async isCreated(command: Command): Promise<boolean> {
    const id = command.idOf('relationship-request');
    return (await this.requests.findOf(command.caller.tenantId, id)) !== undefined;
  }

  /** What a link offers, if it can be used or was used by this customer; changes nothing. */
  async atLink({ tenantId }: Caller, token: string): Promise<Offer> {
    const offer = await this.offerOf(token);
    return offer.request?.claim?.customerId === tenantId ? offer : this.usable(offer);
  }

  /** What a link offers to anybody, if it can be used. */
  async openTo(token: string): Promise<Offer> {
    return this.usable(await this.offerOf(token));
  }

  /** Accepts those who ask, and the agreement if a contact is given: everything or nothing. Answers the partners. */
  async accept(command: Command, token: string, contact?: AcceptingContact): Promise<string[]> {
    const { caller } = command;
    const { asking, request } = await this.offerOf(token);
    if (request) {
      await this.acceptOnce(caller, request, contact);
    } else {
      await this.consents.assertAcceptable(caller, asking);
      const id = derivedId(command.id, 'connection');
      await this.orGiveUp({ caller, id }, () => this.consents.establish({ caller, asking, id, contact }));
    }
    return partnersOf(asking);
  }

  async decline({ id: commandId, caller }: Command, token: string): Promise<void> {
    const { request } = await this.offerOf(token);
    // A standing link is for any customer: nothing is kept of those who do not want it.
    if (!request) return;
    const by = { customerId: caller.tenantId, userId: caller.objectId };
    await this.requests.decide(request.id, commandId, (state, now) => declineRequest(state, by, now));
  }

  /** Completes what is claimed still, for the customer that claimed it. */
  async completeClaimed(caller: Caller, id: string): Promise<void> {
    const request = await this.requests.find(id);
    if (request && claimOf(request, caller.tenantId)) await this.complete(caller, request);
  }

  /** Goes on with what waits for its agreement still, unless a claim does: then it is completed with that. */
  async resume(caller: Caller, { id, partnerIds }: PendingConsent): Promise<void> {
    const request = await this.requests.find(id);
    if (request?.status === 'claimed') return;
    if (request) return this.consents.giveUp(caller.tenantId, id);
    const [partnerId = '', indirectProviderId] = partnerIds;
    const asking = { partnerId, indirectProviderId };
    await this.orGiveUp({ caller, id }, () => this.consents.resume(caller, asking, id));
  }

  /** Writes what a claim stands for, or gives the link free when it cannot be. Any number of times. */
  private async complete(caller: Caller, request: RelationshipRequest): Promise<void> {
    const { id, claim } = request;
    if (!claim) throw new Error(`The request ${id} is not claimed.`);
    const release = (): Promise<unknown> =>
      this.requests.decide(id, ownCommand, (state) => releaseRequest(state, claim));
    await this.orGiveUp(
      { caller, id },
      () => this.consents.establish({ caller, asking: request, id, contact: claim.contact }),
      release,
    );
    await this.requests.decide(id, ownCommand, (state) => completeRequest(state, claim));
  }

  private async orGiveUp(
    { caller, id }: Pick<Acceptance, 'caller' | 'id'>,
    work: () => Promise<void>,
    release?: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isRefusal(error)) {
        await release?.();
        await this.consents.giveUp(caller.tenantId, id);
      }
      throw error;
    }
  }

  /** What was accepted once is not refused to a repeat, whatever keeps the partners from being accepted since. */
  private async acceptOnce(caller: Caller, request: RelationshipRequest, contact?: AcceptingContact): Promise<void> {
    const claimed = isAcceptedBy(request, caller.tenantId) ? request : await this.claim(caller, request, contact);
    if (claimed.status === 'claimed') return this.complete(caller, claimed);
    await this.consents.assertConnected(caller, partnersOf(request));
  }

  private async claim(
    caller: Caller,
    request: RelationshipRequest,
    contact?: AcceptingContact,
  ): Promise<RelationshipRequest> {
    await this.consents.assertAcceptable(caller, request);
    const by = { customerId: caller.tenantId, userId: caller.objectId, ...(contact && { contact }) };
    return this.requests.decide(request.id, ownCommand, (state, now) => claimRequest(state, by, now));
  }

  private usable(offer: Offer): Offer {
    const fault = offer.request && linkFault(offer.request, this.clock.now());
    if (fault) throw PartnerError.of(fault.rejection);
    return offer;
  }

  private async offerOf(token: string): Promise<Offer> {
    const standing = this.links.askingBy(token);
    if (standing) return { asking: standing };
    const request = await this.requests.findByToken(this.links.hashOf(token));
    if (!request) throw notFound('This link is not valid. Open it exactly as it is in the mail.');
    return { asking: request, request };
  }
}

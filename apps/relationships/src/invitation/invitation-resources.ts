import { Inject, Injectable } from '@nestjs/common';
import { cspRegionOf } from '#lib/countries';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { type PartnerView } from '#lib/service-kit';
import { invitationDraft } from './invitation-draft.js';
import { InvitationLinks } from './link/invitation-links.js';
import { type Invitation } from './invitation.js';
import { toResource, type InvitationResource } from './invitation.dto.js';

/** Shows invitations to the provider that made them: with the link, and with the draft of a mail. */
@Injectable()
export class InvitationResources {
  constructor(
    private readonly links: InvitationLinks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  of(invitation: Invitation, { companyName, country }: PartnerView): InvitationResource {
    const { id, expiresAt } = invitation;
    const url = this.links.urlOf(id);
    const region = cspRegionOf(country)?.name ?? country;
    const draft = invitationDraft({ companyName, country, region, url, expiresAt });
    return toResource(invitation, { ...draft, token: this.links.tokenOf(id), url, now: this.clock.now() });
  }
}

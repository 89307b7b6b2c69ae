import { partnershipAdminAccessGranted } from '#contracts/relationships/partnership-admin-access-granted.v1';
import { partnershipAdminAccessRemoved } from '#contracts/relationships/partnership-admin-access-removed.v1';
import { partnershipEnded } from '#contracts/relationships/partnership-ended.v1';
import { partnershipEstablished } from '#contracts/relationships/partnership-established.v1';
import { partnershipInvitationAccepted } from '#contracts/relationships/partnership-invitation-accepted.v1';
import { partnershipInvitationCreated } from '#contracts/relationships/partnership-invitation-created.v1';
import { partnershipInvitationMailRequested } from '#contracts/relationships/partnership-invitation-mail-requested.v1';
import { partnershipInvitationRevoked } from '#contracts/relationships/partnership-invitation-revoked.v1';
import { type PartnershipInvitationStateV1 } from '#contracts/relationships/partnership-invitation-state.v1';
import { type PartnershipStateV1 } from '#contracts/relationships/partnership-state.v1';
import { type WebhookEventName } from '../webhook/webhook-event.js';
import { news, without, type Change, type PartnerNews, type WebhookNews } from './news.js';

const bothSides = ({ providerId, resellerId }: PartnershipStateV1): string[] => [providerId, resellerId];
const provider = ({ providerId }: PartnershipInvitationStateV1): string[] => [providerId];

const partnership =
  (operation: string, resource = 'partner_relationship') =>
  ({ partnershipId }: PartnershipStateV1): Change => ({ operation, resource, resourceId: partnershipId });

const access = (operation: string) => partnership(operation, 'indirect_provider_indirect_reseller_dap');

const invitation =
  (operation: string) =>
  ({ invitationId }: PartnershipInvitationStateV1): Change => ({
    operation,
    resource: 'partner_invitation',
    resourceId: invitationId,
  });

/** Which of the other partner's users acted is that partner's own affair. */
const partnershipOf = (data: PartnershipStateV1, reader: string): object => ({
  ...data,
  changedBy: data.changedBy.partnerId === reader ? data.changedBy : { partnerId: data.changedBy.partnerId },
});
const invitationOf = (data: PartnershipInvitationStateV1, reader: string): object =>
  data.providerId === reader ? data : without(data, ['createdBy']);

const partnershipHook = (event: WebhookEventName): WebhookNews<PartnershipStateV1>[] => [
  { event, resourceName: 'PartnerRelationship' },
];

/** What a provider and a reseller learn of their work together. */
export const partnershipNews: readonly PartnerNews[] = [
  news(partnershipEstablished, {
    to: bothSides,
    about: partnership('create_partner_relationship'),
    view: partnershipOf,
    webhooks: partnershipHook('partner-relationship-created'),
  }),
  news(partnershipEnded, {
    to: bothSides,
    about: partnership('remove_partner_relationship'),
    view: partnershipOf,
    webhooks: partnershipHook('partner-relationship-removed'),
  }),
  news(partnershipAdminAccessGranted, {
    to: bothSides,
    about: access('dap_admin_relationship_approved'),
    view: partnershipOf,
    webhooks: partnershipHook('partner-admin-access-granted'),
  }),
  news(partnershipAdminAccessRemoved, {
    to: bothSides,
    about: access('dap_admin_relationship_terminated'),
    view: partnershipOf,
    webhooks: partnershipHook('partner-admin-access-removed'),
  }),
  news(partnershipInvitationCreated, { to: provider, about: invitation('create_partner_invitation') }),
  news(partnershipInvitationMailRequested, {
    to: provider,
    about: invitation('send_partner_invitation'),
    details: ['mailId'],
  }),
  news(partnershipInvitationRevoked, { to: provider, about: invitation('revoke_partner_invitation') }),
  news(partnershipInvitationAccepted, {
    to: ({ providerId, resellerId }) => [providerId, resellerId],
    about: invitation('accept_partner_invitation'),
    view: invitationOf,
  }),
];

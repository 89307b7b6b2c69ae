import { commandRejected } from '#contracts/commands/command-rejected.v1';
import { externalPurchaseRecorded } from '#contracts/customers/platforms/external-purchase-recorded.v1';
import { externalRelationshipEnded } from '#contracts/customers/platforms/external-relationship-ended.v1';
import { externalRelationshipRecorded } from '#contracts/customers/platforms/external-relationship-recorded.v1';
import { type ExternalRelationshipStateV1 } from '#contracts/customers/platforms/external-relationship-state.v1';
import { news, type Change, type PartnerNews } from './news.js';

const own = ({ partnerId }: { partnerId?: string }): (string | undefined)[] => [partnerId];

const relationship =
  (operation: string) =>
  ({ customerId, partnerId }: ExternalRelationshipStateV1): Change => ({
    operation,
    resource: 'external_relationship',
    resourceId: `${partnerId}/${customerId}`,
    customerId,
  });

/** What a partner's own platforms told over Kafka. */
export const platformNews: readonly PartnerNews[] = [
  news(externalRelationshipRecorded, { to: own, about: relationship('record_external_relationship') }),
  news(externalRelationshipEnded, {
    to: own,
    about: relationship('end_external_relationship'),
    details: ['reason'],
  }),
  news(externalPurchaseRecorded, {
    to: own,
    isHearsay: true,
    about: ({ purchaseId, customerId }) => ({
      operation: 'record_external_purchase',
      resource: 'external_purchase',
      resourceId: purchaseId,
      customerId,
    }),
  }),
  news(commandRejected, {
    to: own,
    about: ({ commandSource, commandId }) => ({
      operation: 'reject_command',
      resource: 'command',
      resourceId: `${commandSource} ${commandId}`,
    }),
  }),
];

import { type ApiClient } from '../../support/clients/api-client.js';
import { type WebhookReceiver } from '../../support/receivers/webhook-receiver.js';

export const registration = '/webhooks/v1/registration';
export const customerEvents = [
  'test-created',
  'customer-created',
  'customer-updated',
  'order-created',
  'agreement-confirmed',
];

/** Has the partner's webhooks go to this receiver. */
export async function registered(agent: ApiClient, receiver: WebhookReceiver, changes: object = {}): Promise<void> {
  const body = { WebhookUrl: receiver.url, WebhookEvents: customerEvents, ...changes };
  const answer = await agent.postPatiently(registration, body);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
}

import { type EventMessage } from '#lib/messaging';
import { afterAttempt, deliveriesOf, MAX_ATTEMPTS, testDelivery } from './delivery.js';
import { type Registration } from './registration.js';
import { type WebhookNews } from '../partner-news/news.js';

const now = new Date('2026-11-27T10:00:00Z');
const registration: Registration = {
  partnerId: 'partner-1',
  subscriberId: 'subscriber-1',
  webhookUrl: 'https://crm.example.com/',
  webhookEvents: ['customer-created', 'order-created'],
  signatureTokenToMsSignatureHeader: false,
  since: new Date('2026-11-27T08:00:00Z'),
  changedAt: now,
};
const event: EventMessage<{ customerId: string }> = {
  id: 'customer-1.1',
  type: 'io.twotier.customer.created.v1',
  source: '/services/customers',
  subject: 'customer-1',
  sequence: 1,
  time: new Date('2026-11-27T09:00:00.123Z'),
  correlationId: 'correlation-1',
  data: { customerId: 'customer-1' },
};
const hook = (change: Partial<WebhookNews> = {}): WebhookNews => ({
  event: 'customer-created',
  resourceName: 'Customer',
  path: () => '/v1/customers/customer-1',
  ...change,
});
const made = (webhooks: WebhookNews[], changes: Partial<EventMessage> = {}): ReturnType<typeof deliveriesOf> =>
  deliveriesOf({ webhooks }, { ...event, ...changes }, registration, {
    auditId: 'audit-1',
    publicUrl: 'https://two.tier',
    now,
  });

it('[N2] posts Partner Center’s body', () => {
  const [delivery] = made([hook()]);
  expect(delivery?.body).toBe(
    '{"EventName":"customer-created","ResourceUri":"https://two.tier/v1/customers/customer-1","ResourceName":"Customer",' +
      '"AuditUri":"https://two.tier/auditactivity/v1/auditrecords/audit-1",' +
      '"ResourceChangeUtcDate":"2026-11-27T09:00:00.1230000+00:00"}',
  );
  expect(delivery).toMatchObject({ partnerId: 'partner-1', status: 'pending', attempts: 0, nextAttemptAt: now });
});

it('[N2] names no resource where the API has none', () =>
  expect(made([{ event: 'customer-created', resourceName: 'PartnerCustomerDap' }])[0]?.body).toContain(
    '"ResourceUri":null',
  ));

it('[N2] is the same delivery when the event comes again, and another one for another partner or event', () => {
  const id = (changes: Partial<EventMessage> = {}): string | undefined => made([hook()], changes)[0]?.id;
  expect(id()).toBe(id());
  expect(id({ id: 'customer-1.2' })).not.toBe(id());
  const both = made([hook(), hook({ event: 'order-created' })]);
  expect(new Set(both.map((delivery) => delivery.id)).size).toBe(2);
});

it('[N2] is made for what the partner registered for, and for what happened since', () => {
  expect(made([hook({ event: 'customer-deleted' })])).toEqual([]);
  expect(made([hook({ if: () => false })])).toEqual([]);
  expect(made([hook()], { time: new Date('2026-11-27T07:59:59Z') })).toEqual([]);
});

it('[N2] events of one resource are in one queue, in their order', () => {
  const [first, second] = made([hook(), hook({ event: 'order-created' })]);
  const [third] = made([hook()], { sequence: 2 });
  expect(new Set([first?.queue, second?.queue, third?.queue]).size).toBe(1);
  const positions = [first, second, third].map((delivery) => delivery?.position ?? 0);
  expect([...positions].sort((one, other) => one - other)).toEqual(positions);
  expect(made([hook()], { subject: 'customer-2' })[0]?.queue).not.toBe(first?.queue);
});

it('[N2] a test event names its report', () =>
  expect(testDelivery('partner-1', 'test-1', 'https://two.tier', now)).toMatchObject({
    id: 'test-1',
    event: 'test-created',
    body: expect.stringContaining('https://two.tier/webhooks/v1/registration/validationEvents/test-1') as string,
  }));

describe('after an attempt', () => {
  const after = (attempts: number, taken = false, random = 0): ReturnType<typeof afterAttempt> =>
    afterAttempt({ attempts: attempts - 1 }, taken, { now, random });
  const delays = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => {
    const { nextAttemptAt } = after(index + 1);
    return ((nextAttemptAt?.getTime() ?? 0) - now.getTime()) / 1_000;
  });

  it('[N2] what was taken is delivered', () =>
    expect(after(1, true)).toEqual({ status: 'delivered', attempts: 1, endedAt: now }));

  it('[N2] what was not is tried nine times more, over more than an hour', () => {
    expect(delays).toEqual([10, 30, 90, 270, 810, 2_430, 7_290, 14_400, 14_400]);
    expect(after(MAX_ATTEMPTS - 1).status).toBe('pending');
  });

  it('[N2] receivers do not get everything back at once', () =>
    expect(after(1, false, 1).nextAttemptAt).toEqual(new Date(now.getTime() + 9_000)));

  it('[N2] then it waits for somebody to send it again', () =>
    expect(after(MAX_ATTEMPTS)).toEqual({ status: 'failed', attempts: MAX_ATTEMPTS, endedAt: now }));
});

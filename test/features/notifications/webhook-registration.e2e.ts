import { type ApiClient } from '../../support/clients/api-client.js';
import { WebhookReceiver } from '../../support/receivers/webhook-receiver.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { customerEvents, registered, registration } from './webhook-registration.js';

describe('webhooks', () => {
  describe('a registration', () => {
    let receiver: WebhookReceiver;
    let stranger: TestOrganisation;
    let agent: ApiClient;

    beforeEach(async () => {
      receiver = await WebhookReceiver.open();
      const [partner, other] = await TestPlatform.shared().partners('direct-bill', 'direct-bill');
      agent = partner.user('AdminAgent');
      stranger = other;
    });
    afterEach(() => receiver.close());

    it('[N2] is made, read, replaced and removed, as Partner Center spells it', async () => {
      expect((await agent.get(registration)).status).toBe(404);
      await registered(agent, receiver);
      const { body } = await agent.get<{ SubscriberId: string }>(registration);
      expect(body).toEqual({
        SubscriberId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        WebhookUrl: receiver.url,
        WebhookEvents: customerEvents,
        SignatureTokenToMsSignatureHeader: false,
        LastModifiedTimestamp: expect.stringMatching(/Z$/) as string,
      });
      expect((await agent.put(registration, body)).body).toEqual({
        ...body,
        LastModifiedTimestamp: expect.stringMatching(/Z$/) as string,
      });
      const change = { webhookUrl: receiver.url, webhookEvents: ['customer-created'] };
      expect((await agent.put(registration, change)).body).toMatchObject({
        SubscriberId: body.SubscriberId,
        WebhookEvents: ['customer-created'],
      });
      expect((await stranger.user('AdminAgent').get(registration)).status).toBe(404);
      expect((await agent.delete(registration)).status).toBe(204);
      expect((await agent.delete(registration)).status).toBe(404);
    });

    it('[N2] there is one, which a second one does not replace', async () => {
      await registered(agent, receiver);
      const again = await agent.post(registration, { webhookUrl: receiver.url, webhookEvents: ['order-created'] });
      expect([again.status, again.body.description]).toEqual([409, expect.stringContaining('PUT')]);
    });

    it('[N2] of events that there are', async () => {
      const { body } = await agent.get(`${registration}/events`);
      expect(body).toEqual(expect.arrayContaining(['test-created', 'reseller-relationship-accepted-by-customer']));
      const { status, body: refusal } = await agent.post(registration, {
        webhookUrl: receiver.url,
        webhookEvents: ['invoice-ready'],
      });
      expect([status, refusal.description]).toEqual([400, expect.stringContaining('webhookEvents')]);
    });

    it.each([
      ['http://crm.example.com/', 'https://'],
      ['https://10.0.0.7/', 'private network'],
      ['https://[::1]/', 'private network'],
    ])('[N2] of %s is refused', async (webhookUrl, reason) => {
      const { status, body } = await agent.post(registration, { webhookUrl, webhookEvents: ['customer-created'] });
      expect([status, body.description]).toEqual([400, expect.stringContaining(reason)]);
    });
  });
});

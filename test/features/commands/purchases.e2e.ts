import { eventually } from '../../support/eventually.js';
import { outcome } from '../../support/wire/answers.js';
import { BOUGHT, CommandScene } from './command-scene.js';
import { type Agreement } from '../../support/wire/resources.js';

const reachOut = 'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';
const contact = { firstName: 'Ana', lastName: 'Silva', email: 'ana@contoso.example' };

describe('what other platforms tell', () => {
  let scene: CommandScene;
  beforeAll(async () => {
    scene = await CommandScene.open();
  }, 180_000);
  afterAll(() => scene.close());

  describe('a purchase on another platform', () => {
    it.each([
      ['software', 'of another portal'],
      ['subscription', 'of this one'],
      ['reservedInstance', 'of another portal'],
      ['azurePlan', 'of this one'],
    ])(
      '[A6] of the kind %s, by a customer %s, refuses direct acceptance in the exact words',
      async (offerKind, where) => {
        const customer = await scene.platform.organisation();
        const admin = customer.user('GlobalAdmin');
        if (where === 'of this one') await scene.accept(admin);
        else await scene.sender.send(scene.sender.relationshipWith(customer.tenantId));
        const renewal = scene.sender.purchaseOf(customer.tenantId, { offerKind, renewal: true });
        await scene.sender.send(renewal);
        expect((await scene.outcomeOf(renewal)).headers['ce_type']).toBe(BOUGHT);
        const purchase = scene.sender.purchaseOf(customer.tenantId, { offerKind, reference: 'PO-7' });
        await scene.sender.send(purchase);
        const bought = await scene.outcomeOf(purchase);
        expect([bought.headers, bought.data]).toMatchObject([
          { ce_type: BOUGHT, ce_actor: `${scene.partnerId}/${scene.crm}`, ce_causationid: purchase.id },
          { customerId: customer.tenantId, partnerId: scene.partnerId, offerKind, renewal: false, reference: 'PO-7' },
        ]);
        if (where === 'of another portal') {
          const { token } = (await scene.agent.post('/v1/customers/relationshiprequests', {})).body;
          const link = `/v1/my/invitations/${token}/accept`;
          const both = await admin.post(link, { acceptAgreement: contact });
          expect([outcome(both), both.body.description]).toEqual(['403/2032', reachOut]);
          expect(await scene.relationshipTo(customer.tenantId)).toBe('none');
          expect((await admin.post(link, {})).status).toBe(200);
        }
        const refused = await admin.post('/v1/my/agreement/acceptance', contact);
        expect([refused.status, refused.body.description]).toEqual([403, reachOut]);
      },
    );

    it('[A6] is known to agreements, and answered by the owner before that', async () => {
      const customer = await scene.platform.organisation();
      const admin = customer.user('GlobalAdmin');
      await scene.accept(admin);
      const renewal = scene.sender.purchaseOf(customer.tenantId, { renewal: true });
      await scene.sender.send(renewal);
      await scene.outcomeOf(renewal);
      expect((await admin.get<Agreement>('/v1/my/agreement')).body.refusal).toBeUndefined();
      const purchase = scene.sender.purchaseOf(customer.tenantId);
      await scene.sender.send(purchase);
      const { purchaseId } = (await scene.outcomeOf(purchase)).data as { purchaseId: string };
      await eventually(
        'the projection',
        async () => (await scene.databases.all('agreements', 'purchases', { _id: purchaseId })).length === 1,
      );
      // What the projection does not have yet, the owner answers; and the other way round, it decides alone.
      await scene.databases.remove('agreements', 'purchases', { customerId: customer.tenantId });
      expect((await admin.get<Agreement>('/v1/my/agreement')).body.refusal).toBe(reachOut);
      await scene.sender.send(purchase, purchase);
      await scene.settled(customer.tenantId);
      expect(new Set(scene.tap.of(purchaseId).map(({ headers }) => headers['ce_id'])).size).toBe(1);
    });
  });
});

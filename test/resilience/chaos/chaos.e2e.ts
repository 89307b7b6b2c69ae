import { EventTap } from '../../support/clients/event-tap.js';
import { SendingPlatform } from '../../support/clients/sending-platform.js';
import { eventually } from '../../support/eventually.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { WebhookReceiver } from '../../support/receivers/webhook-receiver.js';
import { Disturbances, random } from './disturbances.js';
import { prove } from './proof.js';
import { writeReport } from './report.js';
import { PATIENCE_MS, Traffic } from './traffic.js';

const KILLS = Number(process.env['CHAOS_KILLS']);
const SEED = Number(process.env['CHAOS_SEED']);
/** Of each kind. */
const CLIENTS = 3;
/** Answers between two disturbances, at most. */
const ANSWERS = 6;
const LIMIT_MS = KILLS * 60_000 + PATIENCE_MS;

describe(`${KILLS} kills and freezes of services, the broker and the database, seed ${SEED}`, () => {
  it(
    'lose nothing that was acknowledged, double nothing, and keep the order',
    async () => {
      const platform = TestPlatform.shared();
      const databases = new Databases(platform);
      const receiver = await WebhookReceiver.open();
      const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
      const partner = await platform.partner('direct-bill');
      const crm = await SendingPlatform.register(platform, tap, partner, { roles: ['AdminAgent'] });
      const admin = partner.user('GlobalAdmin');
      await admin.postPatiently('/webhooks/v1/registration', {
        webhookUrl: receiver.url,
        webhookEvents: ['customer-created'],
      });

      const traffic = new Traffic(partner.user('AdminAgent'), crm);
      const numbers = random(SEED);
      const disturbances = new Disturbances(platform, numbers);
      let isOver = false;
      const supervising = eventually('the end', () => disturbances.supervise().then(() => isOver), LIMIT_MS);
      const flowing = traffic.flow(CLIENTS);
      const disturbing = (async () => {
        while (disturbances.done.length < KILLS) {
          const next = traffic.answers + 1 + Math.floor(numbers.next().value * ANSWERS);
          await eventually('further answers', () => traffic.answers >= next, PATIENCE_MS);
          await disturbances.next();
        }
      })().finally(() => traffic.stop());
      await Promise.all([flowing, disturbing]);

      const { lives, answers, repeats } = traffic;
      const findings = await prove({ platform, databases, admin, tap, receiver, lives });
      isOver = true;
      await supervising;
      const { done, ended } = disturbances;
      const report = writeReport({ seed: SEED, disturbances: done, ended, answers, repeats, findings });
      process.stdout.write(`${answers} answers, ${repeats} repeats, ${lives.length} customers. ${report}\n`);
      expect(findings.filter(({ faults }) => faults.length > 0)).toEqual([]);

      await crm.close();
      await tap.close();
      await receiver.close();
      await databases.close();
    },
    LIMIT_MS,
  );
});

import { EventTap } from '../../support/clients/event-tap.js';
import { SendingPlatform, takingServices } from '../../support/clients/sending-platform.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';

const agent = ['AdminAgent', 'SalesAgent'];

/** Partners of each type, whose platforms send commands: each with an agent's roles, and one that has none. */
export class PlatformsScene {
  private constructor(
    readonly platform: TestPlatform,
    readonly tap: EventTap,
    readonly directBill: TestOrganisation,
    readonly provider: TestOrganisation,
    readonly reseller: TestOrganisation,
    readonly crm: SendingPlatform,
    readonly providersErp: SendingPlatform,
    readonly resellersCrm: SendingPlatform,
    /** Of the direct-bill partner as well. */
    readonly roleless: SendingPlatform,
  ) {}

  static async open(): Promise<PlatformsScene> {
    const platform = TestPlatform.shared();
    const partners = await platform.partners('direct-bill', 'indirect-provider', 'indirect-reseller');
    const [directBill, provider, reseller] = partners;
    await platform.connect(provider, reseller);
    const topics = takingServices.map((service) => `${platform.prefix}.${service}.events`);
    const tap = await EventTap.open(platform.kafkaBrokers, topics);
    const sending = await Promise.all([
      SendingPlatform.register(platform, tap, directBill, { roles: agent }),
      SendingPlatform.register(platform, tap, provider, { roles: agent }),
      SendingPlatform.register(platform, tap, reseller, { roles: agent }),
      SendingPlatform.register(platform, tap, directBill, { roles: [] }),
    ]);
    return new PlatformsScene(platform, tap, ...partners, ...sending);
  }

  async close(): Promise<void> {
    const { crm, providersErp, resellersCrm, roleless } = this;
    await Promise.all([crm, providersErp, resellersCrm, roleless].map((sending) => sending.close()));
    await this.tap.close();
  }
}

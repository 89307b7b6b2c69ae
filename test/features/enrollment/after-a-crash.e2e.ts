import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { Company } from '../../support/scenes/company.js';
import { Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Partner } from '../../support/wire/resources.js';

describe('an enrolment after a crash', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let operator: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    operator = await platform.operator();
  });
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  const longAgo = new Date('2020-01-01');
  const doubted = (mpnId: string, partnerId: string): Promise<void> =>
    databases.change('enrollment', 'mpnassociations', { _id: mpnId }, { partnerId, doubtfulSince: longAgo });

  it('[E8] between an approval and its partner, the partner is written', async () => {
    const approved = await Company.signUp(platform);
    await approved.confirmed(platform);
    const mpnId = '5200010';
    await platform.partner('indirect-reseller', { mpnId });
    const fields = { 'state.status': 'active', 'state.mpn': { mpnId, proof: 'claimed' } };
    await databases.change('enrollment', 'enrollments', { 'state.tenantId': approved.tenantId }, fields);
    await doubted(mpnId, approved.tenantId);
    await eventually('the partner', async () => {
      const { status, body } = await operator.get<Partner>(`/v1/operator/partners/${approved.tenantId}`);
      return status === 200 && body.mpnId === mpnId;
    });
  });

  it('[E3] what attempts to sign in to the directory left is forgotten once it does not count any more', async () => {
    const userName = `nobody-${randomUUID()}`;
    const account = { userName: 'birch@directory.example', password: 'Old-directory-1' };
    await operator.postPatiently('/v1/operator/mpnprofiles', {
      profiles: [{ mpnId: '5200012', companyName: 'A partner', country: 'US' }],
      accounts: [{ ...account, mpnIds: ['5200012'] }],
    });
    const partner = await platform.partner('indirect-reseller');
    const admin = partner.user('GlobalAdmin');
    expect((await admin.post('/v1/profiles/mpn/signin', account)).status).toBe(200);
    await admin.post('/v1/profiles/mpn/signin', { userName, password: 'wrong' });
    const attempts = (): Promise<unknown[]> => databases.all('enrollment', 'mpnattempts', { _id: userName });
    const signIns = (): Promise<unknown[]> => databases.all('enrollment', 'mpnsignins', { _id: partner.tenantId });
    expect(await attempts()).toMatchObject([{ failures: 1 }]);
    expect(await signIns()).toHaveLength(1);
    await databases.change('enrollment', 'mpnattempts', { _id: userName }, { since: longAgo });
    await databases.change('enrollment', 'mpnsignins', { _id: partner.tenantId }, { at: longAgo });
    await eventually('nothing is left', async () => [...(await attempts()), ...(await signIns())].length === 0);
  });

  it('[E3] between a number and its partner, the number is free again', async () => {
    const mpnId = '5200011';
    await platform.partner('indirect-reseller', { mpnId });
    const partner = await platform.partner('indirect-reseller');
    await doubted(mpnId, randomUUID());
    await eventually('the number', async () => {
      const answer = await operator.put(`/v1/operator/partners/${partner.tenantId}/mpn`, { mpnId });
      return answer.status === 200;
    });
  });
});

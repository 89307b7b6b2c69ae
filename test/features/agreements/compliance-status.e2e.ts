import { type ApiAnswer } from '../../support/clients/api-client.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { outcome } from '../../support/wire/answers.js';
import { sign, unsigned } from './signing.js';

const guid = '0a1b2c3d-0000-4000-8000-000000000001';
const faq = 'https://docs.microsoft.com/partner-center/mpa-indirect-provider-faq';

describe('the partner agreement', () => {
  describe('the compliance status', () => {
    let platform: TestPlatform;
    let provider: TestOrganisation;

    beforeAll(async () => {
      platform = TestPlatform.shared();
      provider = await platform.partner('indirect-provider');
    }, 120_000);

    it('[E11] of who signed is true, by tenant or MPN ID, under names in any casing, beside an empty one', async () => {
      const { tenantId, mpnId } = await platform.partner('indirect-reseller');
      for (const query of [
        `tenantId=${tenantId}`,
        `tenantId=${tenantId.toUpperCase()}&mpnId=`,
        `TENANTID=${tenantId}`,
        `mpnId=${mpnId}`,
        `mpnid=${mpnId}&tenantId=`,
        `MpnId=${mpnId}&TenantId=`,
      ]) {
        const { status, body } = await statusOf(query);
        expect([query, status, body]).toEqual([query, 200, { isAgreementSigned: true }]);
      }
    });

    it.each([
      ['', 2001, 'Both MPN Id and Tenant Id cannot be empty.', 'ComplianceController'],
      ['mpnId=&tenantId=', 2001, 'Both MPN Id and Tenant Id cannot be empty.', 'ComplianceController'],
      [`mpnId=1&tenantId=${guid}`, 2000, 'Both MPN Id and Tenant Id should not be passed.', 'ComplianceController'],
      ['mpnId=M1', 2000, 'MPN Id must be numeric.', 'PartnerApiServiceControllers'],
      ['tenantId=contoso', 2000, 'Tenant Id must be a GUID.', 'PartnerApiServiceControllers'],
      ['mpnId=7', 2200, 'MPN Id 7 is either invalid or not yet migrated to Partner Center. ', 'PartnerFD', 'https:'],
      [`tenantId=${guid}`, 2205, `Partner Center doesn't find any account associated to the Tenant ID`, 'PartnerFD'],
    ])('[E11] by "%s" is refused with %i', async (query, code, text, source, help = '') => {
      const { status, body } = await statusOf(query);
      expect([status, body.code, body.source]).toEqual([400, code, source]);
      expect(body.description).toContain(text);
      expect(body.data).toEqual(help === '' ? [] : [expect.stringContaining(help)]);
    });

    it.each(['mpnId=1&mpnId=2', 'mpnId=%201', 'mpnId=-1', 'MPNID=1e3&tenantId='])(
      '[E11] by "%s" is told that the MPN ID must be numeric: 2000',
      async (query) => expect(outcome(await statusOf(query))).toBe('400/2000'),
    );

    it('[E11] of who has not signed is 2203 by MPN ID and 2206 by tenant, in each spelling', async () => {
      const reseller = await unsigned();
      const { tenantId, mpnId = '' } = reseller;
      for (const query of spellings('mpnId', 'tenantId', mpnId)) {
        const { status, body } = await statusOf(query);
        expect([query, status, body.code, body.data]).toEqual([query, 400, 2203, [faq]]);
        expect(body.description).toMatch(new RegExp(`^MPN Id ${mpnId} has not signed`));
      }
      for (const query of spellings('tenantId', 'mpnId', tenantId)) {
        const { status, body } = await statusOf(query);
        expect([query, status, body.code, body.data]).toEqual([query, 400, 2206, [faq]]);
        expect(body.description).toContain(`Tenant Id ${tenantId} hasn't signed`);
      }
      await sign(reseller);
      for (const query of [`mpnId=${mpnId}`, `tenantId=${tenantId}`])
        expect((await statusOf(query)).body).toEqual({ isAgreementSigned: true });
    });

    it('[E11] of a reseller of another region is 2201, of a provider 2204, in each spelling', async () => {
      const german = await platform.partner('indirect-reseller', { country: 'DE' });
      for (const [mpnId = '', refusal] of [
        [german.mpnId, '400/2201'],
        [provider.mpnId, '400/2204'],
        ['7', '400/2200'],
      ]) {
        const queries = spellings('mpnId', 'tenantId', mpnId);
        const refusals = await Promise.all(queries.map(async (query) => outcome(await statusOf(query))));
        expect([mpnId, refusals]).toEqual([mpnId, queries.map(() => refusal)]);
      }
      for (const query of spellings('tenantId', 'mpnId', guid))
        expect([query, outcome(await statusOf(query))]).toEqual([query, '400/2205']);
    });

    /** As .NET's and Java's SDKs, the documentation and scripts write it: names in any casing, the other one empty or absent. */
    function spellings(name: string, other: string, value: string): string[] {
      const [lower, upper] = [name.toLowerCase(), name.toUpperCase()];
      const pascal = name.replace(/^./, (first) => first.toUpperCase());
      return [
        `${name}=${value}`,
        `${lower}=${value}`,
        `${upper}=${value}`,
        `${pascal}=${value}`,
        `${name}=${value}&${other}=`,
        `${other}=&${name}=${value}`,
        `${lower}=${value}&${other.toUpperCase()}=`,
      ];
    }

    function statusOf(query: string): Promise<ApiAnswer> {
      return provider.user('SalesAgent').get(`/v1/compliance/csp/agreementstatus?${query}`);
    }
  });
});

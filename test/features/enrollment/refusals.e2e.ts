import { type ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { Company } from '../../support/scenes/company.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { decide } from './decide.js';
import { directory } from './mpn-directory.js';

describe('an enrolment, step by step', () => {
  let platform: TestPlatform;
  let operator: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    operator = await platform.operator();
    await operator.postPatiently('/v1/operator/mpnprofiles', directory);
  }, 180_000);
  afterAll(async () => {
    await platform.stop();
  });

  describe('the table of refusals', () => {
    let company: Company;
    let holder: Company;
    let unlisted: string;
    beforeAll(async () => {
      company = await Company.signUp(platform);
      await company.start();
      holder = await Company.signUp(platform);
      await holder.complete();
      await holder.put('mpn', { mpnId: '5100004' });
      await holder.confirmed(platform).catch(() => undefined);
      await decide(operator, holder, 'approve');
      unlisted = (await platform.partner('direct-bill')).mpnId ?? '';
    }, 120_000);

    const rows: [string, (company: Company) => Promise<ApiAnswer>, string, RegExp][] = [
      ['[E5] another program', (c) => c.start('direct-bill'), '403/2032', /^Since October 2020/],
      ['[E5] no program', (c) => c.admin.post('/v1/enrollments', {}), '400/2000', /program/],
      ['[E3] an unknown MPN ID', (c) => c.put('mpn', { mpnId: '9999999' }), '404/3000', /partner_id 9999999 could not/],
      [
        '[E3] one that is not active',
        (c) => c.put('mpn', { mpnId: '5100003' }),
        '400/2000',
        /does not belong to an active/,
      ],
      ['[E3] one in another country', (c) => c.put('mpn', { mpnId: '5100002' }), '400/2000', /located in CA/],
      ['[E3] one that is associated', (c) => c.put('mpn', { mpnId: '5100004' }), '409/2000', /another partner account/],
      [
        '[E3] one that is associated, although the directory does not list it',
        (c) => c.put('mpn', { mpnId: unlisted }),
        ...(['409/2000', /another partner account/] as const),
      ],
      ['[E3] no number', (c) => c.put('mpn', { mpnId: 'M-1' }), '400/2000', /mpnId/],
      [
        '[E3] a wrong password of the directory',
        (c) => c.act('mpndirectory/signin', { userName: 'alder@directory.example', password: 'wrong' }),
        ...(['400/2000', /does not know this user name and password/] as const),
      ],
      [
        '[E3] an unknown user of the directory, in the same words',
        (c) => c.act('mpndirectory/signin', { userName: 'nobody@directory.example', password: 'wrong' }),
        ...(['400/2000', /does not know this user name and password/] as const),
      ],
      [
        '[E4] a legal profile elsewhere than the tenant',
        (c) => c.put('legalprofile', { companyName: 'Alder', address: { addressLine1: '1', country: 'DE' } }),
        ...(['400/2000', /^address\.country must be US/] as const),
      ],
      [
        '[E4] an address that the country does not know',
        (c) =>
          c.put('legalprofile', { companyName: 'Alder', address: { addressLine1: '1', country: 'US', state: 'XX' } }),
        ...(['400/2000', /address\.city is required.*address\.state must be one of.*address\.postalCode/] as const),
      ],
      [
        '[E4] a blank name',
        (c) => c.put('legalprofile', { ...c.legalProfile, companyName: '   ' }),
        ...(['400/2000', /companyName is required/] as const),
      ],
      [
        '[E4] a name that is a legal form alone',
        (c) => c.put('legalprofile', { ...c.legalProfile, companyName: 'Inc.' }),
        ...(['400/2000', /companyName must not consist of a legal form/] as const),
      ],
      [
        '[E4] a registration number that can be none',
        (c) => c.put('legalprofile', { ...c.legalProfile, organizationRegistrationNumber: '#1234' }),
        ...(['400/600050', /organizationRegistrationNumber must have 5 to 22/] as const),
      ],
      ...['ana@müllmail.com', 'ana@gmail.com', 'ana@mail.yahoo.co.uk', 'Ana+x@OUTLOOK.com', 'ana@ｇｍａｉｌ.com'].map(
        (email): [string, (company: Company) => Promise<ApiAnswer>, string, RegExp] => [
          `[E4] web mail: ${email}`,
          (c) => c.put('primarycontact', { ...c.primaryContact, email }),
          '400/2000',
          /must be an address of your company/,
        ],
      ),
      [
        '[E4] an address to which nothing can be sent',
        (c) => c.put('primarycontact', { ...c.primaryContact, email: `ana silva@${c.domain}` }),
        ...(['400/2000', /^email must be an e-mail address/] as const),
      ],
      [
        '[E4] no phone number',
        (c) => c.put('primarycontact', { ...c.primaryContact, phoneNumber: '12' }),
        ...(['400/2000', /phoneNumber/] as const),
      ],
      [
        '[E4] a website that is none',
        (c) => c.put('supportcontact', { ...c.supportContact, website: 'javascript:alert(1)' }),
        ...(['400/2000', /website/] as const),
      ],
      [
        '[E2] an incomplete submission',
        (c) => c.act('submit'),
        '400/2000',
        /not complete\. Missing: legalProfile, primaryContact/,
      ],
      ['[E6] a link for what is not submitted', (c) => c.act('verification'), '409/2000', /is draft/],
      [
        '[E6] a link that is none',
        (c) => c.admin.post(`/v1/verifications/${'A'.repeat(43)}`, {}),
        ...(['404/1000', /not valid/] as const),
      ],
      ['[E7] an approval of what is not submitted', (c) => decide(operator, c, 'approve'), '409/2000', /is draft/],
    ];

    it.each(rows)('%s is refused, and nothing changes', async (_, call, refusal, text) => {
      const before = (await company.current()).body;
      const { status, body } = await call(company);
      expect([`${status}/${body.code}`, body.description]).toEqual([refusal, expect.stringMatching(text)]);
      expect((await company.current()).body).toEqual(before);
    });

    it('[E4] no registration number, where the country asks for one, is refused', async () => {
      const brazilian = await Company.signUp(platform, 'BR');
      await brazilian.start();
      const address = {
        addressLine1: 'Rua A 1',
        city: 'Sao Paulo',
        state: 'SP',
        postalCode: '01310-100',
        country: 'BR',
      };
      const { status, body } = await brazilian.put('legalprofile', { companyName: 'Alder Resale', address });
      expect([status, body.code]).toEqual([400, 600049]);
      expect((await brazilian.current()).body).not.toHaveProperty('legalProfile');
    });

    it('[E1] a tenant without an enrolment is told how to begin', async () => {
      const stranger = await Company.signUp(platform);
      for (const answer of [
        await stranger.current(),
        await stranger.put('mpn', { mpnId: '5100001' }),
        await stranger.act('submit'),
      ]) {
        expect([answer.status, answer.body.description]).toEqual([
          404,
          expect.stringContaining('POST /v1/enrollments'),
        ]);
      }
    });

    it('[E9] direct-bill partners and providers do not enrol', async () => {
      for (const type of ['direct-bill', 'indirect-provider']) {
        const { status, body } = await (await platform.partner(type)).user('GlobalAdmin').post('/v1/enrollments', {
          program: 'indirect-reseller',
        });
        expect([status, body.description]).toEqual([409, expect.stringContaining(`partner of type ${type}`)]);
      }
    });

    it('[E12] a country without the program is refused', async () => {
      const { status, body } = await (await Company.signUp(platform, 'RU')).start();
      expect([status, body.code]).toEqual([403, 2030]);
    });

    it('[E1] another program, or a second enrolment, of an active reseller is refused', async () => {
      const { status, body } = await holder.start();
      expect([status, body.description]).toEqual([409, expect.stringContaining('The enrolment is active')]);
    });
  });
});

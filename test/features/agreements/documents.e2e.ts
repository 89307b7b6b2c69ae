import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiClient } from '../../support/clients/api-client.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { customerTemplate } from '../../support/scenes/requests.js';
import { expectFault } from '../../support/wire/answers.js';
import { type Agreement } from '../../support/wire/resources.js';

const cloudTemplate = '998b88de-aa99-4388-a42c-1b3517d49490';

describe('customer agreements', () => {
  describe('the document of a template', () => {
    let platform: TestPlatform;
    let agent: ApiClient;
    const document = `/v1/agreementtemplates/${customerTemplate}/document`;
    const open = (url: string): Promise<Response> => fetch(url);

    beforeAll(async () => {
      platform = TestPlatform.shared();
      agent = (await platform.partner('direct-bill')).user('AdminAgent');
    }, 120_000);

    it('[A2] has links that need no token, are new each time, and open a Word document', async () => {
      const { status, body } = await agent.get<Agreement>(`${document}?language=tr-TR&country=TR`);
      expect([status, body]).toEqual([
        200,
        {
          displayUri: expect.any(String),
          downloadUri: expect.any(String),
          language: 'tr-TR',
          country: 'TR',
        },
      ]);
      const again = (await agent.get<Agreement>(`${document}?country=TR&language=tr-TR`)).body;
      const links = [body.displayUri, body.downloadUri, again.displayUri, again.downloadUri] as string[];
      expect(new Set(links).size).toBe(4);
      for (const [url, disposition] of [
        [links[0], 'inline'],
        [links[1], 'attachment'],
      ] as const) {
        expect(url?.startsWith(`${agent.baseUrl}/agreementdocuments/`)).toBe(true);
        const opened = await open(url ?? '');
        expect(opened.headers.get('content-type')).toContain('wordprocessingml.document');
        expect(opened.headers.get('content-disposition')).toBe(
          `${disposition}; filename="MicrosoftCustomerAgreement-TR-tr-TR.docx"`,
        );
        expect(
          Buffer.from(await opened.arrayBuffer())
            .subarray(0, 2)
            .toString(),
        ).toBe('PK');
      }
    });

    it.each([
      ['', 'US', 'en-US'],
      ['?country=CA&language=fr-FR', 'CA', 'fr-FR'],
      ['?country=CA&language=tr-TR', 'CA', 'en-US'],
      ['?Country=RU&Language=RU-ru', 'RU', 'ru-RU'],
    ])('[A2] for "%s" is that of %s in %s', async (query, country, language) => {
      expect((await agent.get(`${document}${query}`)).body).toMatchObject({ country, language });
    });

    it("[A2] is the operator's own, where the folder has it", async () => {
      mkdirSync(join(platform.agreementTexts, customerTemplate, 'DE'), { recursive: true });
      writeFileSync(join(platform.agreementTexts, customerTemplate, 'DE', 'de-DE.docx'), 'Der Vertrag');
      const { downloadUri } = (await agent.get<Agreement>(`${document}?country=DE&language=de-DE`)).body;
      expect(await (await open(downloadUri)).text()).toBe('Der Vertrag');
    });

    it('[A2] is refused for a country in small letters, an unknown template and the cloud agreement', async () => {
      expectFault(await agent.get(`${document}?country=tr`), 'country');
      expectFault(
        await agent.get(`/v1/agreementtemplates/${cloudTemplate}/document`),
        'Only templates of the Microsoft Customer Agreement',
      );
      const strange = [randomUUID(), customerTemplate.toUpperCase(), 'x'];
      for (const id of strange) {
        const { status, body } = await agent.get(`/v1/agreementtemplates/${id}/document`);
        expect([status, body.code]).toEqual([404, 1000]);
      }
    });

    it('[A2] does not open by a link that was changed', async () => {
      const { downloadUri } = (await agent.get<Agreement>(document)).body;
      const opened = await open(`${downloadUri.slice(0, -1)}${downloadUri.endsWith('A') ? 'B' : 'A'}`);
      expect([opened.status, ((await opened.json()) as { description: string }).description]).toEqual([
        404,
        expect.stringContaining('Repeat the request that answered it to get a new one'),
      ]);
    });
  });
});

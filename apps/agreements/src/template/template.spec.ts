import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RequestPipe } from '#lib/partner-api';
import { type AgreementsConfig } from '../agreements.config.js';
import { DocumentLinks, type LinkedDocument } from './document-links.js';
import { languageIn, mcaCountries } from './mca-countries.js';
import { firstTemplates, type TemplateCatalogue } from './template-catalogue.js';
import { sampleText } from './sample-document.js';
import { TemplateDocuments } from './template-documents.js';
import { readManifest } from './template-manifest.js';
import { AgreementTypeQuery, DocumentQuery, isOfType } from './template.dto.js';

const [customerTemplate, cloudTemplate] = firstTemplates as [(typeof firstTemplates)[0], (typeof firstTemplates)[0]];
const templateId = customerTemplate.templateId;
const pipe = new RequestPipe();
const query = (sent: object): DocumentQuery =>
  pipe.transform(sent, { type: 'query', metatype: DocumentQuery }) as DocumentQuery;

const readCatalogue = (from?: string): TemplateCatalogue => readManifest(from).catalogue;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'templates-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the types that are asked for', () => {
  it.each([
    [{}, ['MicrosoftCloudAgreement']],
    [{ agreementType: 'MicrosoftCloudAgreement' }, ['MicrosoftCloudAgreement']],
    [{ AgreementType: 'MicrosoftCustomerAgreement' }, ['MicrosoftCustomerAgreement']],
    [{ agreementType: '*' }, ['MicrosoftCustomerAgreement', 'MicrosoftCloudAgreement']],
  ])('[A1] the query %j asks for %j, one template each', (query, expected) => {
    const { agreementType } = pipe.transform(query, {
      type: 'query',
      metatype: AgreementTypeQuery,
    }) as AgreementTypeQuery;
    const types = firstTemplates.map((template) => template.agreementType);
    expect(types.filter((type) => isOfType(agreementType, type))).toEqual(expected);
  });

  it('[A1] refuses a type that there is not', () =>
    expect(() => pipe.transform({ agreementType: 'Mca' }, { type: 'query', metatype: AgreementTypeQuery })).toThrow(
      /^agreementType must be one of/,
    ));
});

describe('the versions of a template', () => {
  const second = { ...customerTemplate, templateId: '22222222-2222-4222-8222-222222222222', versionRank: 1 };
  const third = { ...second, templateId: '33333333-3333-4333-8333-333333333333', versionRank: 7 };
  const write = (manifest: unknown): void => writeFileSync(join(folder, 'templates.json'), JSON.stringify(manifest));

  it('[A1] are the first ones where the folder lists no others', () => {
    expect(readCatalogue(undefined).inForce).toEqual(firstTemplates);
    expect(readCatalogue(folder).inForce).toEqual(firstTemplates);
  });

  it('[A1] are ranked: the highest of each type is in force, and the others stay known', () => {
    write({ templates: [third, second] });
    const catalogue = readCatalogue(folder);
    expect(catalogue.inForce).toEqual([third, cloudTemplate]);
    for (const version of [customerTemplate, second, third]) {
      expect(catalogue.find(version.templateId)).toEqual(version);
    }
  });

  it('[A1] can replace one that there was, by its id', () => {
    const moved = { ...customerTemplate, agreementLink: 'https://agreements.example/customer' };
    write({ templates: [moved] });
    expect(readCatalogue(folder).inForce).toEqual([moved, cloudTemplate]);
  });

  it.each([
    ['two of one rank', { templates: [{ ...second, versionRank: 0 }] }, /MicrosoftCustomerAgreement 0/],
    ['one id twice', { templates: [second, { ...third, templateId: second.templateId }] }, /listed once/],
    [
      'an id in capitals',
      { templates: [{ ...second, templateId: 'ABCDEF00-2222-4222-8222-222222222222' }] },
      /lower case/,
    ],
    ['another type', { templates: [{ ...second, agreementType: 'Lease' }] }, /agreementType/],
    ['no link', { templates: [{ ...second, agreementLink: 'customer' }] }, /agreementLink/],
    ['no list', {}, /templates is required/],
    ['a list alone', [second], /JSON object/],
  ])('[A1] of %s keep the service from starting, and it says which file', (_, manifest, text) => {
    write(manifest);
    expect(() => readCatalogue(folder)).toThrow(text);
    expect(() => readCatalogue(folder)).toThrow('templates.json: ');
  });
});

describe('versions of the partner agreement', () => {
  const next = {
    templateId: '22222222-2222-4222-8222-222222222222',
    version: '2.0',
    link: 'https://agreements.example/partner',
    versionRank: 1,
  };
  const write = (partnerAgreements: object[]): void =>
    writeFileSync(join(folder, 'templates.json'), JSON.stringify({ templates: [], partnerAgreements }));

  it('[A8] are the first one until the operator lists a higher one; earlier ones stay known', () => {
    expect(readManifest(undefined).partnerAgreements.inForce.version).toBe('1.0');
    write([next]);
    const { partnerAgreements } = readManifest(folder);
    expect(partnerAgreements.inForce).toEqual({ ...next, title: 'Microsoft Partner Agreement' });
    expect(partnerAgreements.find('1.0')?.versionRank).toBe(0);
  });

  it.each([
    ['one rank twice', { ...next, versionRank: 0 }, /needs a versionRank of its own/],
    ['one version twice', { ...next, version: '1.0' }, /needs a version of its own/],
    ['no number', { ...next, version: '../1' }, /version must be a number/],
  ])('[A8] with %s keep the service from starting', (_, version, text) => {
    write([version]);
    expect(() => readManifest(folder)).toThrow(text);
  });
});

describe('the country and the language of a document', () => {
  it('[A2] are 246 countries, each with en-US', () => {
    expect(mcaCountries).toHaveLength(246);
    for (const country of mcaCountries) expect(languageIn(country, 'en-US')).toBe('en-US');
  });

  it.each([
    [{}, 'US', 'en-US'],
    [{ country: 'TR', language: 'tr-TR' }, 'TR', 'tr-TR'],
    [{ Country: 'TR', Language: 'TR-tr' }, 'TR', 'tr-TR'],
    [{ country: 'TR', language: 'tr' }, 'TR', 'tr-TR'],
    [{ country: 'DE', language: 'DE' }, 'DE', 'de-DE'],
    [{ country: 'DE', language: 'd' }, 'DE', 'en-US'],
    [{ country: 'TR' }, 'TR', 'en-US'],
    [{ country: 'TR', language: 'ru-RU' }, 'TR', 'en-US'],
    [{ country: 'RU', language: 'ru-RU' }, 'RU', 'ru-RU'],
    [{ country: 'CA', language: 'fr-FR' }, 'CA', 'fr-FR'],
    [{ language: 'tr-TR' }, 'US', 'en-US'],
    [{ country: 'RS', language: 'sr-Latn-RS' }, 'RS', 'sr-Latn-RS'],
  ])('[A2] of %j are %s and %s', (sent, country, language) => {
    const asked = query(sent);
    expect([asked.country, languageIn(asked.country, asked.language)]).toEqual([country, language]);
  });

  it.each(['us', 'Tr', 'XX', 'USA'])('[A2] there is no country "%s": codes are case-sensitive', (country) =>
    expect(() => query({ country })).toThrow(/^country must be a country that has an agreement/),
  );
});

describe('a link to a document', () => {
  const document: LinkedDocument = {
    agreement: 'customer',
    templateId,
    country: 'TR',
    language: 'tr-TR',
    disposition: 'inline',
  };
  const issued = Date.parse('2026-03-01T08:00:00Z');
  const linksAt = (time: number, secret = 'secret'): DocumentLinks => {
    const config = { LINK_SECRET_FILE: join(folder, secret), issuer: 'https://twotier.example' };
    return new DocumentLinks(config as AgreementsConfig, { now: () => new Date(time) });
  };
  const tokenOf = (url: string): string => url.replace('https://twotier.example/agreementdocuments/', '');

  it('[A2] is another one each time, short enough for a path, and opens what it was made for', () => {
    const tokens = [1, 2].map(() => tokenOf(linksAt(issued).urlOf(document)));
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) {
      expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
      expect(token.length).toBeLessThan(512);
      expect(linksAt(issued).open(token)).toEqual(document);
    }
  });

  it('[A2] works for five minutes, and then says that it has expired', () => {
    const token = tokenOf(linksAt(issued).urlOf(document));
    expect(linksAt(issued + 299_999).open(token)).toEqual(document);
    expect(() => linksAt(issued + 300_000).open(token)).toThrow(
      expect.objectContaining({
        fault: { status: 410, code: 1000 },
        description: expect.stringMatching(/^This link has expired.*Repeat the request that answered it/) as string,
      }),
    );
  });

  it('[A2] of which anything was changed, or that another installation made, is unknown, also when it has expired', () => {
    const token = tokenOf(linksAt(issued).urlOf(document));
    const [payload = '', signature = ''] = token.split('.');
    const later = JSON.stringify({ ...document, expires: issued + 1e12, nonce: '' });
    const foreign = tokenOf(linksAt(issued, 'other-secret').urlOf(document));
    const changed = [
      `${payload}.${signature.slice(0, -1)}`,
      `${payload}x.${signature}`,
      payload,
      `${payload}.`,
      '',
      '.',
      'x.y',
      `${payload}.${'é'.repeat(signature.length)}`,
      `${Buffer.from(later).toString('base64url')}.${signature}`,
      foreign,
    ];
    for (const attempt of changed) {
      for (const time of [issued, issued + 1e9]) {
        expect(() => linksAt(time).open(attempt)).toThrow(
          expect.objectContaining({ fault: { status: 404, code: 1000 } }),
        );
      }
    }
  });
});

describe('a document', () => {
  const document = { agreement: 'customer' as const, templateId, country: 'TR', language: 'tr-TR' };
  const documents = (AGREEMENT_TEMPLATES_DIR?: string): TemplateDocuments =>
    new TemplateDocuments({ AGREEMENT_TEMPLATES_DIR } as AgreementsConfig);

  it("[A2] is the operator's, if the folder has it", async () => {
    mkdirSync(join(folder, templateId, 'TR'), { recursive: true });
    writeFileSync(join(folder, templateId, 'TR', 'tr-TR.docx'), 'the agreement');
    const { content, isSample } = await documents(folder).read(document);
    expect([content.toString(), isSample, documents(folder).isSample(document)]).toEqual([
      'the agreement',
      false,
      false,
    ]);
  });

  it.each([
    ['where there is no folder', false],
    ['where the folder does not have it', true],
  ])('[A2] is a Word document %s', async (_, withFolder) => {
    const from = documents(withFolder ? folder : undefined);
    const { content, isSample } = await from.read(document);
    expect([isSample, from.isSample(document)]).toEqual([true, true]);
    expect(content.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  });

  it('[A2] that is a sample says so, in its title and in its text, and what it stands in for', () => {
    const { title, paragraphs } = sampleText(document);
    expect(title).toBe('SAMPLE: Microsoft Customer Agreement, Turkey (TR), tr-TR');
    expect(paragraphs[0]).toMatch(/^This is a sample\. It is not the Microsoft Customer Agreement/);
    expect(paragraphs[1]).toContain(templateId);
    expect(sampleText({ ...document, agreement: 'partner' }).paragraphs[0]).toContain('Microsoft Partner Agreement');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsUrl, IsUUID, Length, Matches, Min } from 'class-validator';
import { agreementTypes, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import { Nested, RequestPipe } from '#lib/partner-api';
import { InvalidConfigError } from '#lib/service-kit';
import {
  firstText,
  PartnerAgreementTexts,
  type PartnerAgreementText,
} from '../partner-agreement/partner-agreement-texts.js';
import { firstTemplates, TemplateCatalogue, type AgreementTemplate } from './template-catalogue.js';

const FILE = 'templates.json';

class TemplateVersion implements AgreementTemplate {
  @IsUUID('loose')
  @Matches(/^[^A-Z]+$/, { message: 'templateId must be in lower case' })
  templateId: string;

  @IsIn(agreementTypes)
  agreementType: AgreementType;

  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  agreementLink: string;

  @IsInt()
  @Min(0)
  versionRank: number;
}

class PartnerAgreementVersion implements PartnerAgreementText {
  @IsUUID('loose')
  @Matches(/^[^A-Z]+$/, { message: 'templateId must be in lower case' })
  templateId: string;

  @Matches(/^\d{1,4}(\.\d{1,4}){0,3}$/, { message: 'version must be a number such as 2.0' })
  version: string;

  @IsOptional()
  @Length(1, 200)
  title: string = firstText.title;

  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  link: string;

  @IsInt()
  @Min(0)
  versionRank: number;
}

/** What `templates.json` holds: the versions that the operator put in force beside the first ones. */
class TemplateManifest {
  @IsArray()
  @ArrayUnique(({ templateId }: TemplateVersion) => templateId, { message: 'each templateId must be listed once' })
  @Nested(() => TemplateVersion)
  templates: TemplateVersion[];

  /** Versions of the text that partners sign. */
  @IsOptional()
  @IsArray()
  @ArrayUnique(({ version }: PartnerAgreementVersion) => version, { message: 'each version must be listed once' })
  @Nested(() => PartnerAgreementVersion)
  partnerAgreements: PartnerAgreementVersion[] = [];
}

/** The versions of all agreements. */
export interface Manifest {
  catalogue: TemplateCatalogue;
  partnerAgreements: PartnerAgreementTexts;
}

/** Reads what the folder of the documents lists; throws when the list cannot be used. */
export function readManifest(folder: string | undefined): Manifest {
  const file = folder && join(folder, FILE);
  if (!file || !existsSync(file)) {
    return { catalogue: new TemplateCatalogue(), partnerAgreements: new PartnerAgreementTexts() };
  }
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const manifest = new RequestPipe().transform(json, { type: 'body', metatype: TemplateManifest });
    const { templates, partnerAgreements } = manifest as TemplateManifest;
    assertDistinctRanks(templates);
    assertDistinct('versionRank', withFirst(partnerAgreements), ({ versionRank }) => String(versionRank));
    assertDistinct('version', withFirst(partnerAgreements), ({ version }) => version);
    return {
      catalogue: new TemplateCatalogue(templates),
      partnerAgreements: new PartnerAgreementTexts(partnerAgreements),
    };
  } catch (error) {
    throw new InvalidConfigError([`${file}: ${(error as Error).message}`]);
  }
}

/** Of two versions with one rank nobody could tell which is in force. */
function assertDistinctRanks(added: AgreementTemplate[]): void {
  const replaced = new Set(added.map(({ templateId }) => templateId));
  const all = [...firstTemplates.filter(({ templateId }) => !replaced.has(templateId)), ...added];
  assertDistinct('versionRank', all, ({ agreementType, versionRank }) => `${agreementType} ${versionRank}`);
}

function withFirst(added: PartnerAgreementText[]): PartnerAgreementText[] {
  return added.some(({ templateId }) => templateId === firstText.templateId) ? added : [firstText, ...added];
}

function assertDistinct<Item>(field: string, items: Item[], keyOf: (item: Item) => string): void {
  const keys = items.map(keyOf);
  const shared = keys.find((key, index) => keys.indexOf(key) < index);
  if (shared) throw new Error(`Each version needs a ${field} of its own; several have ${shared}.`);
}

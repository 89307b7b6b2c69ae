import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArrayUnique, IsArray, IsIn, IsInt, IsUrl, IsUUID, Matches, Min } from 'class-validator';
import { agreementTypes, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import { Nested, RequestPipe } from '#lib/partner-api';
import { InvalidConfigError } from '#lib/service-kit';
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

/** What `templates.json` holds: the versions that the operator put in force beside the first ones. */
class TemplateManifest {
  @IsArray()
  @ArrayUnique(({ templateId }: TemplateVersion) => templateId, { message: 'each templateId must be listed once' })
  @Nested(() => TemplateVersion)
  templates: TemplateVersion[];
}

/** The versions of all agreements, as the folder of the documents lists them; throws when the list cannot be used. */
export function readCatalogue(folder: string | undefined): TemplateCatalogue {
  const file = folder && join(folder, FILE);
  if (!file || !existsSync(file)) return new TemplateCatalogue();
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const manifest = new RequestPipe().transform(json, { type: 'body', metatype: TemplateManifest });
    const { templates } = manifest as TemplateManifest;
    assertDistinctRanks(templates);
    return new TemplateCatalogue(templates);
  } catch (error) {
    throw new InvalidConfigError([`${file}: ${(error as Error).message}`]);
  }
}

/** Of two versions with one rank nobody could tell which is in force. */
function assertDistinctRanks(added: AgreementTemplate[]): void {
  const replaced = new Set(added.map(({ templateId }) => templateId));
  const all = [...firstTemplates.filter(({ templateId }) => !replaced.has(templateId)), ...added];
  const ranks = all.map(({ agreementType, versionRank }) => `${agreementType} ${versionRank}`);
  const shared = ranks.find((rank, index) => ranks.indexOf(rank) < index);
  if (shared) throw new Error(`versionRank must be another one for each version; several are ${shared}.`);
}

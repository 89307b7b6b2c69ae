import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AgreementsConfig } from '../agreements.config.js';
import { type AgreementDocument } from './document-links.js';
import { sampleDocument } from './sample-document.js';

/**
 * The documents of the operator's folder, `<templateId>/<country>/<language>.docx`. Where it has none, a text that says
 * of itself that it is a sample.
 */
@Injectable()
export class TemplateDocuments {
  constructor(private readonly config: AgreementsConfig) {}

  /** A Word document, and whether it is a sample. */
  async read(document: AgreementDocument): Promise<{ content: Buffer; isSample: boolean }> {
    const { AGREEMENT_TEMPLATES_DIR: folder } = this.config;
    const content = folder && (await readIfThere(fileOf(folder, document)));
    return content ? { content, isSample: false } : { content: await sampleDocument(document), isSample: true };
  }

  /** Whether the operator has put no document in the place of the sample. */
  isSample(document: AgreementDocument): boolean {
    const { AGREEMENT_TEMPLATES_DIR: folder } = this.config;
    return !folder || !existsSync(fileOf(folder, document));
  }
}

/** Id, country and language come from the tables of this service, never from a request. */
function fileOf(folder: string, { templateId, country, language }: AgreementDocument): string {
  return join(folder, templateId, country, `${language}.docx`);
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

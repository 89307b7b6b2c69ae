import { IsOptional, IsString } from 'class-validator';
import { SecretFile, ServiceConfig } from '#lib/service-kit';

export class AgreementsConfig extends ServiceConfig {
  /** File with the secret of links to documents. It is created with a random secret if it does not exist; keep it. */
  @SecretFile()
  LINK_SECRET_FILE: string;

  /**
   * Folder with the agreement documents: `<templateId>/<country>/<language>.docx`, and `templates.json` with further versions of the
   * templates. A document that is not there is replaced by a sample that says so.
   */
  @IsOptional()
  @IsString()
  AGREEMENT_TEMPLATES_DIR?: string;
}

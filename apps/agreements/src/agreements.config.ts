import { IsOptional, IsString } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

export class AgreementsConfig extends ServiceConfig {
  /** File that holds the secret of links to documents; made with a random one if it does not exist. */
  @IsString()
  LINK_SECRET_FILE: string;

  /**
   * Folder of the agreement documents: `<templateId>/<country>/<language>.docx`, and `templates.json` with the versions
   * beside Partner Center's first ones. What it does not have is a sample.
   */
  @IsOptional()
  @IsString()
  AGREEMENT_TEMPLATES_DIR?: string;
}

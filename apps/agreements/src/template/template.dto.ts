import { IsIn, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { agreementTypes, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import { DEFAULT_COUNTRY, DEFAULT_LANGUAGE, mcaCountries } from './mca-countries.js';

export class AgreementTypeQuery {
  /** `MicrosoftCustomerAgreement`, `MicrosoftCloudAgreement` or `*`; left out: `MicrosoftCloudAgreement`. */
  @IsOptional()
  @IsIn([...agreementTypes, '*'])
  agreementType: AgreementType | '*' = 'MicrosoftCloudAgreement';
}

export class AgreementMetadataResource {
  /** A GUID. */
  templateId: string;
  agreementType: string;
  agreementLink: string;
  /** Higher than that of every earlier version. */
  versionRank: number;
}

export class DocumentQuery {
  /** ISO 3166-1 alpha-2 in capital letters; one of the countries that have an agreement of their own. */
  @IsOptional()
  @IsIn(mcaCountries, {
    message: 'country must be a country that has an agreement, such as TR or US, in capital letters',
  })
  country: string = DEFAULT_COUNTRY;

  /** Such as `tr-TR` or `tr`; `en-US` is answered where the country has no agreement in this language. */
  @IsOptional()
  @Text({ max: 20 })
  language: string = DEFAULT_LANGUAGE;
}

/** Where the Word document of a template is. Both links are new each time, need no token, and expire after 5 minutes. */
export class DocumentLinksResource {
  /** For a browser to show, where it can. */
  displayUri: string;
  /** For a browser to save. */
  downloadUri: string;
  /** Of the document, such as `en-US`. */
  language: string;
  country: string;
}

export function isOfType(asked: AgreementType | '*', type: string): boolean {
  return asked === '*' || asked === type;
}

import { type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';

/** One version of an agreement's text. Each version is a template with an id of its own. */
export interface AgreementTemplate {
  /** A GUID, lower case. */
  templateId: string;
  agreementType: AgreementType;
  /** A page about the agreement. */
  agreementLink: string;
  /** Compares the versions of one agreement: the highest is in force. */
  versionRank: number;
}

/** The versions that there are without any others, with Partner Center's ids. */
export const firstTemplates: readonly AgreementTemplate[] = [
  {
    templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
    agreementType: 'MicrosoftCustomerAgreement',
    agreementLink: 'https://aka.ms/customeragreement',
    versionRank: 0,
  },
  {
    templateId: '998b88de-aa99-4388-a42c-1b3517d49490',
    agreementType: 'MicrosoftCloudAgreement',
    agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
    versionRank: 0,
  },
];

/** All versions of all agreements. Who confirmed an earlier one stays confirmed, so they stay known. */
export class TemplateCatalogue {
  private readonly versions: Map<string, AgreementTemplate>;

  /** @param added come on top of the first templates, or replace the one with the same id */
  constructor(added: readonly AgreementTemplate[] = []) {
    this.versions = new Map([...firstTemplates, ...added].map((template) => [template.templateId, template]));
  }

  /** The version in force of each agreement: exactly one of each type, as Partner Center's SDKs expect. */
  get inForce(): AgreementTemplate[] {
    const types = [...new Set(firstTemplates.map(({ agreementType }) => agreementType))];
    return types.map((type) => this.inForceOf(type));
  }

  inForceOf(type: AgreementType): AgreementTemplate {
    const versions = [...this.versions.values()].filter(({ agreementType }) => agreementType === type);
    return versions.reduce((latest, version) => (version.versionRank > latest.versionRank ? version : latest));
  }

  /** In force or not; undefined for an id that is not exactly a template's. */
  find(templateId: string): AgreementTemplate | undefined {
    return this.versions.get(templateId);
  }
}

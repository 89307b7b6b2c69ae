/** One version of the Microsoft Partner Agreement. Its documents are in the folder of the templates, by its id. */
export interface PartnerAgreementText {
  /** A GUID, lower case. */
  templateId: string;
  /** Such as `1.0`; what a signature names. */
  version: string;
  title: string;
  /** A page about the agreement. */
  link: string;
  /** Compares the versions: the highest is in force. */
  versionRank: number;
}

/** The version that there is without any others. */
export const firstText: PartnerAgreementText = {
  templateId: '5d0c6c86-6f0a-4b9e-9a55-3e0f5b8b0b01',
  version: '1.0',
  title: 'Microsoft Partner Agreement',
  link: 'https://docs.microsoft.com/partner-center/microsoft-partner-agreement',
  versionRank: 0,
};

/** All versions of the text that partners sign. A partner that signed an earlier one need not sign again. */
export class PartnerAgreementTexts {
  private readonly texts: PartnerAgreementText[];

  /** @param added come on top of the first version, or replace it by its id */
  constructor(added: readonly PartnerAgreementText[] = []) {
    this.texts = [...new Map([firstText, ...added].map((text) => [text.templateId, text])).values()];
  }

  get inForce(): PartnerAgreementText {
    return this.texts.reduce((latest, text) => (text.versionRank > latest.versionRank ? text : latest));
  }

  /** In force or not; undefined for a version that the operator does not list any more. */
  find(version: string): PartnerAgreementText | undefined {
    return this.texts.find((text) => text.version === version);
  }
}

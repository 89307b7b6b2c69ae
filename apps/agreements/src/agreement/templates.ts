import { type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';

export interface AgreementTemplate {
  templateId: string;
  agreementType: AgreementType;
  agreementLink: string;
  versionRank: number;
}

/** The templates in force, with Partner Center's ids: one of each type, as its SDKs expect. */
export const agreementTemplates: readonly AgreementTemplate[] = [
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

export function findTemplate(templateId: string): AgreementTemplate | undefined {
  return agreementTemplates.find((template) => template.templateId === templateId.toLowerCase());
}

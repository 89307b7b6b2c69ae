/** The text that partners sign. A partner that signed an earlier version need not sign again. */
export interface PartnerAgreementText {
  version: string;
  title: string;
  link: string;
  /** Whether the text stands in for one that the operator has to put in force. */
  isSample: boolean;
}

/** The text in force. */
export const partnerAgreementText: PartnerAgreementText = {
  version: '1.0',
  title: 'Microsoft Partner Agreement',
  link: 'https://docs.microsoft.com/partner-center/microsoft-partner-agreement',
  isSample: true,
};

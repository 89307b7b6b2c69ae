export interface SampleCustomer {
  companyProfile: { domain: string };
  billingProfile: object;
}

/** The body of `POST /v1/customers` for a customer in the United States. */
export function sampleCustomer({
  domain,
  companyName = 'Contoso',
}: {
  domain: string;
  companyName?: string;
}): SampleCustomer {
  return {
    companyProfile: { domain },
    billingProfile: {
      email: 'ana@contoso.com',
      culture: 'en-US',
      language: 'en',
      companyName,
      defaultAddress: {
        firstName: 'Ana',
        lastName: 'Silva',
        addressLine1: 'One Way',
        city: 'Redmond',
        state: 'WA',
        postalCode: '98052',
        country: 'US',
      },
    },
  };
}

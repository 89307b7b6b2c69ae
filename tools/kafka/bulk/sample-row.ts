import { type Row } from './columns.ts';

/** What the line of the template says. */
export const sampleRow: Row = {
  externalId: 'C-1001',
  domain: 'juniperfoods.onmicrosoft.com',
  companyName: 'Juniper Foods',
  email: 'ana@juniper.example',
  culture: 'en-US',
  language: 'en',
  firstName: 'Ana',
  lastName: 'Silva',
  addressLine1: 'One Way',
  city: 'Redmond',
  state: 'WA',
  postalCode: '98052',
  country: 'US',
};

import { readFileSync } from 'node:fs';

/** A company and its address, as its owner writes them. */
export interface WrittenCustomer {
  companyName: string;
  organizationRegistrationNumber?: string;
  email: string;
  culture: string;
  language: string;
  firstName: string;
  lastName: string;
  city: string;
  state?: string;
  addressLine1: string;
  postalCode?: string;
  country: string;
  phoneNumber: string;
}

const fixture = new URL('../../fixtures/customers/250-customers.jsonl', import.meta.url);

/** 250 invented companies of more than 100 countries. */
export function writtenCustomers(): WrittenCustomer[] {
  const lines = readFileSync(fixture, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as WrittenCustomer);
}

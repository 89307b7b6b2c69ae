import { type Address } from '../customer/customer.js';

export interface Details {
  companyName: string;
  email: string;
  address: Partial<Address>;
  registrationNumber?: string;
}

export const inUnitedStates: Details = {
  companyName: 'Contoso',
  email: 'ana@contoso.com',
  address: { country: 'US', city: 'Redmond', state: 'WA', postalCode: '98052' },
};
export const inBrazil: Details = {
  companyName: 'Contoso',
  email: 'ana@contoso.com',
  registrationNumber: '11.222.333/0001-81',
  address: { country: 'BR', city: 'Curitiba', state: 'PR', postalCode: '80010-000', phoneNumber: '+55 41 3333-4444' },
};
export const inPoland: Details = {
  companyName: 'Contoso',
  email: 'ana@contoso.com',
  registrationNumber: '5260250274',
  address: { country: 'PL', city: 'Warszawa', postalCode: '00-950', phoneNumber: '22 123 45 67' },
};

export const american = { country: 'US', domain: 'dunmore.example' };
export const brazilian = { country: 'BR', domain: 'dunmore.example' };
export const german = { country: 'DE', domain: 'dunmore.example' };
export const nobody = { country: '', city: '', addressLine1: 'One Way', firstName: 'Ana', lastName: 'Silva' };

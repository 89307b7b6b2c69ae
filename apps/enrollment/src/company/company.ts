import { faults } from '#lib/contracts';
import { addressFaults, companyNameFault, countryRules, isRegistrationNumber } from '#lib/countries';
import { reject, type Rejected } from '#lib/decision';

/** What a company is called, and where it is registered. */
export interface LegalProfile {
  companyName: string;
  address: Address;
  organizationRegistrationNumber?: string;
}

export interface Address {
  addressLine1: string;
  addressLine2?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  country: string;
  region?: string;
  firstName?: string;
  middleName?: string;
  lastName?: string;
  phoneNumber?: string;
}

export interface PrimaryContact {
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber: string;
}

export interface SupportContact {
  email: string;
  telephone: string;
  website: string;
}

/** A company profile of the membership directory. */
export interface MpnProfile {
  mpnId: string;
  companyName: string;
  country: string;
  active: boolean;
}

/** What is wrong with a legal profile in a country, if anything. */
export function legalProfileFault(profile: LegalProfile, country: string): Rejected | undefined {
  const { companyName, address, organizationRegistrationNumber } = profile;
  const rules = countryRules(country);
  if (address.country !== country || !rules) {
    return reject(faults.invalidArgument, `address.country must be ${country}, the country of your tenant.`);
  }
  const wrongName = companyNameFault(companyName);
  const wrong = [
    ...(wrongName ? [`companyName ${wrongName}`] : []),
    ...addressFaults(address, rules).map((text) => `address.${text}`),
  ];
  if (wrong.length > 0) return reject(faults.invalidArgument, wrong.join(' '));
  if (rules.isRegistrationNumberRequired && !organizationRegistrationNumber) {
    return reject(
      faults.registrationNumberMissing,
      `organizationRegistrationNumber is required for companies in ${rules.name}.`,
    );
  }
  if (organizationRegistrationNumber && !isRegistrationNumber(organizationRegistrationNumber)) {
    return reject(
      faults.registrationNumberMalformed,
      'organizationRegistrationNumber must have 5 to 22 letters and digits. Spaces, dots, slashes and hyphens may separate them.',
    );
  }
  return undefined;
}

/** Why a tenant cannot have an MPN ID, if it cannot; each reason has its own text. */
export function mpnFault(
  mpnId: string,
  profile: MpnProfile | undefined,
  country: string,
  tenantId: string,
  holder: string | undefined,
): Rejected | undefined {
  if (holder !== undefined && holder !== tenantId) {
    return reject(
      faults.conflict,
      `The MPN ID ${mpnId} is associated with another partner account. Choose another one.`,
    );
  }
  if (!profile) return reject(faults.mpnIdNotFound, `Partner Organization with partner_id ${mpnId} could not be found`);
  if (!profile.active) {
    return reject(
      faults.invalidArgument,
      `The MPN ID ${mpnId} does not belong to an active company profile. Choose another one of your company.`,
    );
  }
  if (profile.country !== country) {
    return reject(
      faults.invalidArgument,
      `The MPN ID ${mpnId} is located in ${profile.country} and your tenant in ${country}. ` +
        'Choose the location MPN ID of the same country or region.',
    );
  }
  return undefined;
}

/** The tenant that a partner sells with cannot be a customer of another partner; a company's other tenants can. */
export function rejectCustomer(): Rejected {
  return reject(
    faults.conflict,
    'The tenant is a customer of a CSP partner, so your company cannot sell with it. Enrol with ' +
      'another tenant, or have the reseller relationship removed first.',
  );
}

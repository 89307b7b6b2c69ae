import { event, faults, foldedText, type DomainEvent } from '#lib/contracts';
import {
  addressFaults,
  companyNameFault,
  countryRules,
  cspRegionOf,
  isPhoneNumber,
  isRegistrationNumber,
  type CountryRules,
} from '#lib/countries';
import { areSame, happened, nothingHappened, reject, type Decision, type Rejected } from '#lib/decision';
import { customerChanged } from '#contracts/customers/customer/customer-changed.v1';
import { publicState, type BillingProfile, type Customer, type NewCustomer } from '../customer/customer.js';

/** The partner that gives a customer's details. */
export interface GivingPartner {
  /** Where it is, ISO 3166-1 alpha-2. */
  country: string;
  /** Its own domain; absent where identity does not know its tenant. */
  domain?: string;
}

/** Of an address, whatever its country. */
const alwaysRequired = ['addressLine1', 'city', 'firstName', 'lastName'] as const;

/**
 * Why a partner cannot create a customer with these details, if so. What is wrong with the fields comes before the
 * question whether the partner may sell there at all.
 */
export function newCustomerFault(customer: Omit<NewCustomer, 'id'>, partner: GivingPartner): Rejected | undefined {
  const { billingProfile, organizationRegistrationNumber } = customer;
  const wrong = billingProfileFaults(billingProfile, partner);
  if (wrong.length > 0) return reject(faults.invalidArgument, wrong.map((text) => `billingProfile.${text}`).join(' '));
  return (
    registrationFault(billingProfile, organizationRegistrationNumber) ??
    regionFault(billingProfile.defaultAddress.country, partner.country)
  );
}

/**
 * Replaces the billing profile. The customer is called what its billing profile says; its country is that of its tenant,
 * which never moves. The same again changes nothing, also where it lacks what a change has to complete.
 */
export function changeBillingProfile(
  customer: Customer,
  change: Omit<BillingProfile, 'id'>,
  partner: GivingPartner,
): Decision<Customer, DomainEvent> {
  const billingProfile = { ...change, id: customer.billingProfile.id };
  if (areSame(billingProfile, customer.billingProfile)) return nothingHappened;
  const { companyName, defaultAddress } = billingProfile;
  if (defaultAddress.country !== customer.country) {
    return reject(
      faults.invalidArgument,
      `defaultAddress.country must be ${customer.country}, where the customer's tenant is.`,
    );
  }
  const lacking = alwaysRequired.filter((name) => isBlank(defaultAddress[name]));
  const missing = lacking.map((name) => `defaultAddress.${name} is required.`);
  const wrong = missing.length > 0 ? missing : billingProfileFaults(billingProfile, partner);
  if (wrong.length > 0) return reject(faults.invalidArgument, wrong.join(' '));
  const rules = countryRules(customer.country);
  const phone = rules && phoneFault('defaultAddress.phoneNumber', defaultAddress.phoneNumber, rules);
  if (phone) return phone;
  const changed = { ...customer, companyName, companyNameFolded: foldedText(companyName), billingProfile };
  return happened(changed, event(customerChanged, publicState(changed)));
}

/** What is wrong with a billing profile by the rules of its country, as sentences; empty when nothing is. */
function billingProfileFaults(profile: BillingProfile, partner: GivingPartner): string[] {
  const { companyName, email, defaultAddress: address } = profile;
  const rules = countryRules(address.country);
  const wrongName = companyNameFault(companyName);
  const wrongEmail = emailFault(email, partner.domain);
  return [
    ...(wrongName ? [`companyName ${wrongName}`] : []),
    ...(wrongEmail ? [`email ${wrongEmail}`] : []),
    ...(rules ? addressFaults(address, rules).map((text) => `defaultAddress.${text}`) : []),
    ...phoneFaults(profile),
  ];
}

/** Partner Center refuses its own addresses and those of the partner as a customer's. */
function emailFault(email: string, partnersDomain: string | undefined): string | undefined {
  const domain = asciiDomain(email.slice(email.lastIndexOf('@') + 1));
  if (isWithin(domain, 'microsoft.com')) return 'must be an address of the customer: microsoft.com is not one.';
  if (!partnersDomain || !isWithin(domain, asciiDomain(partnersDomain))) return undefined;
  return `must be an address of the customer: ${partnersDomain} is your own domain.`;
}

/** A phone number has a form only where one is required; elsewhere it is taken as it is given. */
function phoneFaults({ defaultAddress: { country, phoneNumber } }: BillingProfile): string[] {
  const rules = countryRules(country);
  if (!rules?.isPhoneNumberRequired || isBlank(phoneNumber)) return [];
  const { phoneNumberRegex } = rules;
  if (phoneNumberRegex && new RegExp(phoneNumberRegex).test(phoneNumber)) return [];
  if (isPhoneNumber(phoneNumber, country)) return [];
  return [
    `defaultAddress.phoneNumber must be a phone number of ${rules.name}, or one in international form such as +1 425 555 0100.`,
  ];
}

/** The codes are Partner Center's. A number is refused where none is asked for. */
function registrationFault({ defaultAddress }: BillingProfile, number: string | undefined): Rejected | undefined {
  const rules = countryRules(defaultAddress.country);
  if (!rules) return undefined;
  const field = 'companyProfile.organizationRegistrationNumber';
  if (!rules.isRegistrationNumberRequired) {
    if (isBlank(number)) return undefined;
    return reject(
      faults.registrationNumberNotSupported,
      `${field} is not supported for customers in ${rules.name}. Leave it out.`,
    );
  }
  if (isBlank(number)) {
    return reject(faults.registrationNumberMissing, `${field} is required for customers in ${rules.name}.`);
  }
  if (!isRegistrationNumber(number)) {
    return reject(
      faults.registrationNumberMalformed,
      `${field} must have 5 to 22 letters and digits. Spaces, dots, slashes and hyphens may separate them.`,
    );
  }
  return phoneFault('billingProfile.defaultAddress.phoneNumber', defaultAddress.phoneNumber, rules);
}

function phoneFault(
  field: string,
  phoneNumber: string | undefined,
  { isPhoneNumberRequired, name }: CountryRules,
): Rejected | undefined {
  if (!isPhoneNumberRequired || !isBlank(phoneNumber)) return undefined;
  return reject(faults.phoneNumberMissing, `${field} is required for customers in ${name}.`);
}

/** A partner sells in its own CSP region alone. */
function regionFault(country: string, partnersCountry: string): Rejected | undefined {
  const region = cspRegionOf(partnersCountry);
  if (region?.countries.includes(country)) return undefined;
  return reject(
    faults.countryNotSupported,
    `Partner is not onboarded to sell in country ${country}. Your customers must be in ` +
      `${region ? `your region, ${region.name}` : 'a region where the programme is offered'}.`,
  );
}

function isWithin(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}

function asciiDomain(domain: string): string {
  return URL.parse(`http://${domain}`)?.hostname ?? domain.toLowerCase();
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}

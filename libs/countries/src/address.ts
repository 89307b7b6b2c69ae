import { type CountryRules } from './country.js';

/** The parts of an address that a country has rules for. */
export interface CheckedAddress {
  city?: string;
  state?: string;
  postalCode?: string;
}

/** What is wrong with an address by the rules of its country, as sentences; empty when nothing is. */
export function addressFaults(address: CheckedAddress, rules: CountryRules): string[] {
  return [cityFault(address, rules), stateFault(address, rules), postalCodeFault(address, rules)].filter(
    (fault) => fault !== undefined,
  );
}

function cityFault({ city }: CheckedAddress, { isCityRequired, name }: CountryRules): string | undefined {
  return isCityRequired && isBlank(city) ? `city is required in ${name}.` : undefined;
}

function stateFault({ state }: CheckedAddress, rules: CountryRules): string | undefined {
  const { isStateRequired, supportedStatesList: states, name } = rules;
  if (isBlank(state)) return isStateRequired ? `state is required in ${name}.` : undefined;
  if (states.length === 0 || states.includes(fold(state))) return undefined;
  return `state must be one of ${states.join(', ')} in ${name}.`;
}

function postalCodeFault({ postalCode }: CheckedAddress, rules: CountryRules): string | undefined {
  const { isPostalCodeRequired, postalCodeRegex, name } = rules;
  if (isBlank(postalCode)) return isPostalCodeRequired ? `postalCode is required in ${name}.` : undefined;
  if (!postalCodeRegex || new RegExp(postalCodeRegex).test(fold(postalCode))) return undefined;
  return `postalCode does not have the form of ${name}, ${postalCodeRegex}.`;
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}

function fold(text = ''): string {
  return text.trim().toUpperCase();
}

import { type CountryRules } from './country.js';
import { isStateOf } from './state.js';

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
  if (states.length === 0 || isStateOf(rules, state)) return undefined;
  return `state must be one of ${states.join(', ')} in ${name}, or the name of one.`;
}

function postalCodeFault({ postalCode }: CheckedAddress, rules: CountryRules): string | undefined {
  const { isPostalCodeRequired, postalCodeRegex, iso2Code, name } = rules;
  if (isBlank(postalCode)) return isPostalCodeRequired ? `postalCode is required in ${name}.` : undefined;
  if (!postalCodeRegex || isPostalCode(postalCode, postalCodeRegex, iso2Code)) return undefined;
  return `postalCode does not have the form of ${name}, ${postalCodeRegex}.`;
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}

/** People part a code with blanks and hyphens, or do not, and may write the country's code in front. */
function isPostalCode(text: string, pattern: string, iso2Code: string): boolean {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}〒]/gu, '');
  const withoutSeparators = new RegExp(pattern.replace(/[ -](?![^[]*\])\??/g, ''));
  const withoutCountry = compact.replace(new RegExp(`^${iso2Code[0]}${iso2Code[1]}?(?=\\d)`), '');
  return withoutSeparators.test(compact) || withoutSeparators.test(withoutCountry);
}

import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Whether a text is a phone number: an international one of any country, or one as it is dialled in this country. */
export function isPhoneNumber(text: string, iso2Code: string): boolean {
  const defaultCountry = isSupportedCountry(iso2Code) ? iso2Code : undefined;
  return parsePhoneNumberFromString(text, { defaultCountry, extract: false })?.isValid() ?? false;
}

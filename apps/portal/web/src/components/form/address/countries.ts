import { i18n } from '@lingui/core';

/** Countries that companies can be in, by their codes, ordered as the reader's language has it. */
export function countryOptions(): [code: string, name: string][] {
  const names = new Intl.DisplayNames([i18n.locale], { type: 'region' });
  const named = CODES.map((code): [string, string] => [code, names.of(code) ?? code]);
  return named.sort(([, one], [, other]) => one.localeCompare(other, i18n.locale));
}

/** What countries are called in the reader's language. */
export function countryNames(codes: string[]): string[] {
  const names = new Intl.DisplayNames([i18n.locale], { type: 'region' });
  return codes.map((code) => names.of(code) ?? code).sort((one, other) => one.localeCompare(other, i18n.locale));
}

const CODES = (
  'AE AR AT AU BE BG BH BR CA CH CL CN CO CR CY CZ DE DK DO EC EE EG ES FI FR GB GR GT HK HR HU ID IE IL IN IS IT JO JP KE KR KW KZ LB LI LT ' +
  'LU LV MA MX MY NG NL NO NZ OM PA PE PH PK PL PT PY QA RO RS RU SA SE SG SI SK TH TN TR TW UA US UY VN ZA'
).split(' ');

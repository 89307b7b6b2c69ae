import { type CountryRules } from './country.js';
import otherNames from './data/state-names.json' with { type: 'json' };

const spellings = new Map<string, Set<string>>();

/** Whether a text is a state of the country: its code, or one of its names, in any casing and with or without accents. */
export function isStateOf(rules: CountryRules, text: string): boolean {
  const known = spellings.get(rules.iso2Code) ?? spellingsOf(rules);
  spellings.set(rules.iso2Code, known);
  const spelling = spellingOf(text);
  return known.has(spelling) || known.has(spelling.replace(new RegExp(`^${rules.iso2Code}`, 'i'), ''));
}

function spellingsOf({ iso2Code, supportedStatesList: codes, stateNames = {} }: CountryRules): Set<string> {
  const others = (otherNames as Record<string, Record<string, string[]>>)[iso2Code] ?? {};
  return new Set([codes, Object.values(stateNames), ...Object.values(others)].flat().map(spellingOf));
}

function spellingOf(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

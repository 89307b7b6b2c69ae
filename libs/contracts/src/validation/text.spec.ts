import { plainToInstance } from 'class-transformer';
import { IsOptional, validateSync } from 'class-validator';
import { foldedText, Text } from './text.js';
import { validationFaults } from './validation-faults.js';

class Letter {
  @Text({ min: 2, max: 10 })
  to: string;

  @IsOptional()
  @Text({ max: 20, hasLines: true })
  body?: string;

  @IsOptional()
  @Text({ max: 5, each: true })
  copies?: string[];
}

const read = (letter: object): Letter => plainToInstance(Letter, letter, { exposeUnsetFields: false });
const faultsOf = (letter: object): string[] => validationFaults(validateSync(read(letter)));

it.each([
  ['without blanks around it', '\u00a0 Ana\u3000\n', 'Ana'],
  ['in NFC', 'Zu\u0308rich', 'Zürich'],
  ['with its own blanks, marks of direction, joiners and emoji', 'א\u200f 1 👩‍🚀', 'א\u200f 1 👩‍🚀'],
  ['counted in code points', '𠮷'.repeat(10), '𠮷'.repeat(10)],
])('reads a text %s', (_, text, expected) => {
  expect(faultsOf({ to: text })).toEqual([]);
  expect(read({ to: text })).toEqual({ to: expected });
});

it('reads lines where they are allowed, and lists', () => {
  const letter = { to: 'Ana', body: 'Dear\tAna,\r\nbye', copies: ['Bo', ' C '] };
  expect(faultsOf(letter)).toEqual([]);
  expect(read(letter)).toEqual({ ...letter, copies: ['Bo', 'C'] });
});

it.each([[''], [' \t\u2003'], ['\ufeff']])('takes %j for absent where it is optional', (body) => {
  expect(faultsOf({ to: 'Ana', body })).toEqual([]);
  expect(Object.keys(read({ to: 'Ana', body }))).toEqual(['to']);
});

it.each<[unknown, string]>([
  [undefined, 'to is required.'],
  [null, 'to is required.'],
  ['', 'to is required.'],
  [' \u3000', 'to is required.'],
  [7, 'to must be a string.'],
  [['Ana'], 'to must be a string.'],
  [{}, 'to must be a string.'],
  ['\ud83d Ana', 'to must be well-formed Unicode: it has half of a surrogate pair.'],
  ['Ana\u0000', 'to must not have control characters such as U+0000.'],
  ['Ana\nBo', 'to must not have control characters such as U+000A.'],
  ['Ana\u0085Bo', 'to must not have control characters such as U+0085.'],
  ['Ana\u2028Bo', 'to must not have control characters such as U+2028.'],
  ['Ana\u202Egpj', 'to must not have control characters such as U+202E.'],
  ['Ana\u2067gpj', 'to must not have control characters such as U+2067.'],
  ['\u200b\u2060\u3164', 'to must not be blank.'],
  ['A', 'to must have 2 to 10 characters: it has 1.'],
  ['𠮷'.repeat(11), 'to must have 2 to 10 characters: it has 11.'],
])('refuses %j', (to, fault) => expect(faultsOf({ to })).toEqual([fault]));

it.each<[object, string]>([
  [{ body: 'x'.repeat(21) }, 'body must have at most 20 characters: it has 21.'],
  [{ body: 'a\u202Eb' }, 'body must not have control characters such as U+202E.'],
  [{ copies: 'Bo' }, 'copies must be a list of strings.'],
  [{ copies: ['Bo', 'Charles'] }, 'copies.1 must have at most 5 characters: it has 7.'],
  [{ copies: ['Bo', ' '] }, 'copies.1 is required.'],
])('refuses %j', (change, fault) => expect(faultsOf({ to: 'Ana', ...change })).toEqual([fault]));

it.each([
  ['Müller', 'MU\u0308LLER'],
  ['Straße', 'STRASSE'],
  ['STRAẞE', 'strasse'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
  ['ﬁnance', 'FINANCE'],
  ['Ελλάς', 'ΕΛΛΆΣ'],
  ['ЁЛКА', 'ёлка'],
])('folds %s and %s to one', (one, other) => expect(foldedText(one)).toBe(foldedText(other)));

it('folds the beginning of a text to the beginning of its fold', () =>
  expect(foldedText('ΟΔΟΣΑ').startsWith(foldedText('ΟΔΟΣ'))).toBe(true));

it('folds every character to the same whatever its casing and form, and what is folded to itself', () => {
  const characters = Array.from({ length: 0x1ffff }, (_, code) => String.fromCodePoint(code));
  const wrong = characters.filter((character) => {
    const folded = foldedText(character);
    const others = [character.toLowerCase(), character.toUpperCase(), character.normalize('NFD'), folded];
    return others.some((other) => foldedText(other) !== folded);
  });
  expect(wrong).toEqual([]);
});

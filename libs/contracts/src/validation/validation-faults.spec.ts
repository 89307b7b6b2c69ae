import { plainToInstance, Type } from 'class-transformer';
import * as rules from 'class-validator';
import { validateSync } from 'class-validator';
import { IsCountry } from './country-code.js';
import { validationFaults } from './validation-faults.js';

class Wheel {
  @rules.IsInt()
  @rules.Min(1)
  size: number;
}

class Bicycle {
  @rules.Length(2, 5)
  @rules.IsString()
  @rules.IsIn(['fast', 'slow'])
  kind: string;

  @rules.IsOptional()
  @rules.ArrayMaxSize(2)
  @rules.IsUUID('loose', { each: true })
  parts?: string[];

  @rules.IsOptional()
  @rules.Matches(/^[a-z]+$/, { message: 'colour must be a colour such as red' })
  colour?: string;

  @rules.IsOptional()
  @rules.ValidateNested({ each: true })
  @Type(() => Wheel)
  wheels?: Wheel[];

  @rules.IsOptional()
  @IsCountry()
  country?: string;

  @rules.IsOptional()
  @rules.IsEmail()
  @rules.MaxLength(9)
  email?: string;
}

const faultsOf = (value: object): string[] => validationFaults(validateSync(plainToInstance(Bicycle, value)));
const guid = '53eb21cb-6b2d-4ee5-9e92-27dfc927e93c';

it.each<[string, object, string[]]>([
  ['nothing', { kind: 'fast', parts: [guid], colour: 'red', wheels: [{ size: 1 }], country: 'de' }, []],
  ['presence first', {}, ['kind is required.']],
  ['null as absence', { kind: null }, ['kind is required.']],
  ['the type before the form', { kind: 5 }, ['kind must be a string.']],
  ['the form before the size', { kind: 'medium' }, ['kind must be one of fast or slow.']],
  ['the type where rules know the form alone', { kind: 'fast', email: 5 }, ['email must be a string.']],
  ['the form', { kind: 'fast', email: 'x'.repeat(10) }, ['email must be an e-mail address.']],
  ['the size last', { kind: 'fast', email: 'ana@contoso.com' }, ['email must have at most 9 characters.']],
  ['a message of its own', { kind: 'fast', colour: 'R2' }, ['colour must be a colour such as red.']],
  ['the type before a message of its own', { kind: 'fast', colour: 2 }, ['colour must be a string.']],
  ['the first wrong item', { kind: 'fast', parts: [guid, 'x', 5] }, ['parts.1 must be a GUID.']],
  ['an item of another type', { kind: 'fast', parts: [5] }, ['parts.0 must be a string.']],
  ['what is no list', { kind: 'fast', parts: guid }, ['parts must be a list.']],
  ['a list that is too long', { kind: 'fast', parts: [guid, guid, guid] }, ['parts must have at most 2 items.']],
  [
    'paths',
    { kind: 'fast', wheels: [{ size: 1 }, {}, { size: 'big' }, { size: 0 }, 7] },
    [
      'wheels.1.size is required.',
      'wheels.2.size must be a whole number.',
      'wheels.3.size must be at least 1.',
      'wheels.4 must be an object.',
    ],
  ],
  [
    'a code that is no country',
    { kind: 'fast', country: 'XX' },
    [expect.stringContaining('such as DE or US') as string],
  ],
  ...['UK', 'uk', 'GBR', 'United Kingdom'].map((country): [string, object, string[]] => [
    `what ${country} is called`,
    { kind: 'fast', country },
    ['country must be the two-letter code of a country: use GB.'],
  ]),
  ['a country without rules as one', { kind: 'fast', country: 'CU' }, []],
  ['Kosovo as a country', { kind: 'fast', country: 'XK' }, []],
])('[api 0.5] tells %s', (_, value, expected) => expect(faultsOf(value)).toEqual(expected));

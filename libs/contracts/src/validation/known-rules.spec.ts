import { getMetadataStorage, IsInt, IsString, MaxLength, validateSync } from 'class-validator';
import './known-rules.js';

class Book {
  @IsString()
  title: unknown;
}

class Loan extends Book {
  @MaxLength(3, { groups: ['short'] })
  @IsInt()
  days: unknown;
}

const rulesOf = (type: new () => object, groups?: string[]): { propertyName: string }[] =>
  getMetadataStorage().getTargetValidationMetadatas(type, undefined as never, false, false, groups);

it('[performance] the rules of a class are looked up once, with those that it inherits', () => {
  expect(
    validateSync(Object.assign(new Loan(), { title: 1, days: 'x' }))
      .map(({ property }) => property)
      .sort(),
  ).toEqual(['days', 'title']);
  expect(validateSync(Object.assign(new Book(), { title: 'x' }))).toEqual([]);
  expect(rulesOf(Loan)).toBe(rulesOf(Loan));
  expect(rulesOf(Loan)).not.toBe(rulesOf(Book));
});

it('[performance] rules of groups are looked up as ever', () => {
  expect(rulesOf(Loan, ['short']).map(({ propertyName }) => propertyName)).toEqual(['days']);
});

import { OmitType } from '@nestjs/swagger';
import { ArrayMaxSize, IsOptional, registerDecorator } from 'class-validator';
import { Text } from '#lib/contracts';
import { describeFields } from './describe-fields.js';

function IsShelf(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      target: target.constructor,
      propertyName: String(property),
      options: { context: { schema: { pattern: '^[A-Z]$' } } },
      validator: { validate: () => true },
    });
}

const MOST = 3;

class Loan {
  static _OPENAPI_METADATA_FACTORY(): Record<string, object> {
    return {
      book: { required: true, type: () => String },
      note: { required: false, type: () => String, description: 'For the shelf.' },
      shelf: { required: true, type: () => String },
      copies: { required: true, type: () => [String] },
    };
  }

  @Text({ min: 2, max: 10 })
  book: string;

  @IsOptional()
  @Text({ min: 2, max: 20 })
  note?: string;

  @IsShelf()
  shelf: string;

  @ArrayMaxSize(MOST)
  copies: string[];
}

class Renewal extends OmitType(Loan, ['book']) {}

beforeAll(() => describeFields());

it('[openapi] says what the decorators of a field say of it; an optional text may be empty', () =>
  expect(Loan._OPENAPI_METADATA_FACTORY()).toMatchObject({
    book: { required: true, minLength: 2, maxLength: 10 },
    note: { required: false, maxLength: 20, description: 'For the shelf.' },
    shelf: { pattern: '^[A-Z]$' },
    copies: { maxItems: MOST },
  }));

it('[openapi] says the same of classes that are made of others', () =>
  expect((Renewal as unknown as typeof Loan)._OPENAPI_METADATA_FACTORY()).toMatchObject({
    shelf: { pattern: '^[A-Z]$' },
  }));

it('[openapi] says only what the named rules say, if any are named', () => {
  class Shelf {
    static _OPENAPI_METADATA_FACTORY = (): Record<string, object> => ({ name: {}, place: {} });

    @Text({ max: 5 })
    name: string;

    @IsShelf()
    place: string;
  }
  describeFields(['isText']);
  expect(Shelf._OPENAPI_METADATA_FACTORY()).toEqual({ name: { minLength: 1, maxLength: 5 }, place: {} });
});

import { Controller, Get, Param } from '@nestjs/common';
import { type ModulesContainer } from '@nestjs/core';
import { type INestApplication } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { GuidPipe } from '#lib/partner-api';
import { describeFurther } from './describe-further.js';

@Controller('loans')
class LoanController {
  @Get(':loanId/copies/:copy')
  find(@Param('loanId', GuidPipe) loanId: string, @Param('copy') copy: string): string {
    return loanId + copy;
  }
}

const reference = (name: string): object => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});
const text = { type: 'string' };

interface Described {
  parameters?: unknown;
  requestBody?: object;
  responses: Record<string, { content: object }>;
  components: object;
}

function described(operation: object, path = '/loans/{loanId}/copies/{copy}'): Described {
  const schemas = {
    NewLoan: {
      required: ['book', 'member'],
      properties: { book: text, member: { $ref: '#/components/schemas/Member' } },
    },
    Member: { required: ['name'], properties: { name: { ...text } } },
    Loan: { required: ['book'], properties: { book: { ...text } } },
    Shelf: {
      properties: {
        place: { ...text, format: 'uri' },
        full: { type: 'boolean' },
        loan: { $ref: '#/components/schemas/Loan' },
      },
    },
    Search: { properties: { genre: { ...text, enum: ['novel'] }, shelf: { ...text, pattern: '^[A-Z]$' } } },
  };
  const document = { paths: { [path]: { get: { responses: {}, ...operation } } }, components: { schemas } };
  const module = { controllers: new Map([[LoanController, { metatype: LoanController }]]) };
  const app = { get: () => new Map([['loans', module]]) as unknown as ModulesContainer };
  const whole = structuredClone(document) as unknown as OpenAPIObject;
  describeFurther(whole, app as unknown as INestApplication);
  const described = whole as unknown as {
    paths: Record<string, { get: Omit<Described, 'components'> }>;
    components: object;
  };
  return { ...described.paths[path]!.get, components: described.components };
}

it('[openapi] says which parameters of a path are GUIDs, and names those that the method does not read', () => {
  const { parameters } = described({
    operationId: 'Loan_find',
    parameters: [{ name: 'loanId', in: 'path', required: true, schema: text }],
  });
  expect(parameters).toEqual([
    { name: 'copy', in: 'path', required: true, schema: { ...text, pattern: expect.any(String) as string } },
    { name: 'loanId', in: 'path', required: true, schema: { ...text, format: 'uuid' } },
  ]);
});

it('[openapi] says that no segment of a path has backslashes and control characters', () => {
  const [copy] = described({}).parameters as { schema: { pattern: string } }[];
  const found = ['a', 'ü %', '\u2028', '', '\\', 'a\n', '\u0000', '\u0085'].filter((name) =>
    new RegExp(copy!.schema.pattern).test(name),
  );
  expect(found).toEqual(['a', 'ü %', '\u2028']);
});

it('[openapi] names the refusals that follow from how an operation is declared', () => {
  const statuses = (operation: object, path?: string): string[] => Object.keys(described(operation, path).responses);
  expect(statuses({ responses: { 200: {} } }, '/loans')).toEqual(['200', '400', '429', '503']);
  expect(statuses({ security: [{ bearer: [] }], requestBody: reference('NewLoan') })).toEqual([
    '400',
    '401',
    '403',
    '404',
    '413',
    '415',
    '429',
    '503',
  ]);
});

it('[openapi] leaves alone what answers in a form of its own', () =>
  expect(described({ 'x-answer-form': 'page', responses: { default: {} } }).responses).toEqual({ default: {} }));

it('[openapi] a required text of a request is not empty; of what answers hold as well nothing is said', () => {
  const { components } = described({ requestBody: reference('NewLoan'), responses: { 200: reference('Loan') } });
  expect(components).toMatchObject({
    schemas: {
      NewLoan: { properties: { book: { minLength: 1 } } },
      Member: { properties: { name: { minLength: 1 } } },
      Loan: { properties: { book: text } },
    },
  });
});

it('[openapi] an optional text of a request may be empty or null', () => {
  const { components } = described({ requestBody: reference('Search') });
  expect(components).toMatchObject({
    schemas: {
      Search: {
        properties: {
          genre: { type: ['string', 'null'], enum: ['novel', '', null] },
          shelf: { type: ['string', 'null'], pattern: '^$|^[A-Z]$' },
        },
      },
    },
  });
});

it('[openapi] what is optional in a request may be null, and an object without fields; in answers nothing is', () => {
  const { requestBody, components } = described({
    requestBody: reference('Shelf'),
    responses: { 200: reference('Shelf') },
  });
  expect(requestBody).toEqual(reference('ShelfInRequest'));
  expect(components).toMatchObject({
    schemas: {
      Shelf: { properties: { place: { ...text, format: 'uri' }, full: { type: 'boolean' } } },
      ShelfInRequest: {
        properties: {
          place: { type: ['string', 'null'], anyOf: [{ format: 'uri' }, { maxLength: 0 }] },
          full: { type: ['boolean', 'null'] },
          loan: {
            anyOf: [
              { $ref: '#/components/schemas/LoanInRequest' },
              { type: 'null' },
              { type: 'object', maxProperties: 0 },
            ],
          },
        },
      },
      LoanInRequest: { properties: { book: { minLength: 1 } } },
    },
  });
});

it('[openapi] a parameter of the query that can be left out may be empty; one with a default can be left out', () => {
  const { parameters } = described({
    parameters: [
      { name: 'member', in: 'query', required: false, schema: { ...text, format: 'uuid' } },
      { name: 'language', in: 'query', required: true, schema: { ...text, minLength: 1, default: 'en' } },
      { name: 'size', in: 'query', required: false, schema: { type: 'integer' } },
    ],
  });
  expect(parameters).toMatchObject([
    {},
    {},
    { name: 'member', required: false, schema: { ...text, anyOf: [{ format: 'uuid' }, { maxLength: 0 }] } },
    { name: 'language', required: false, schema: { ...text, default: 'en' } },
    { name: 'size', required: false, allowEmptyValue: true, schema: { type: 'integer' } },
  ]);
});

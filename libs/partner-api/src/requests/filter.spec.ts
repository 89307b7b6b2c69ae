import { parseFilter } from './filter.js';

const startsWith = (field: string, value: string): object => ({ field, operator: 'startswith', value });

it.each([
  ['the documentation', '{"Field":"CompanyName","Value":"Cont","Operator":"starts_with"}'],
  ['Java', '{"value":"Cont","field":"CompanyName","fieldType":"String","operator":"StartsWith"}'],
  ['upper case', '{"FIELD":"COMPANYNAME","VALUE":"Cont","OPERATOR":"STARTS_WITH"}'],
])('[C5] reads the spelling of %s', (_, text) =>
  expect(parseFilter(text)).toEqual([startsWith('companyname', 'Cont')]),
);

it('[C5] keeps the casing and the underscores of a value', () =>
  expect(parseFilter('{"Field":"Domain","Value":"My_Co","Operator":"starts_with"}')).toEqual([
    startsWith('domain', 'My_Co'),
  ]));

it('[C5] lists conditions that are joined by "and", however deep', () => {
  const condition = (Field: string): object => ({ Field, Value: 'a', Operator: 'starts_with' });
  const inner = { leftFilter: condition('CompanyName'), rightFilter: condition('Domain'), operator: 'AND' };
  const filter = { LeftFilter: inner, RightFilter: condition('IndirectReseller'), Operator: 'and' };
  expect(parseFilter(JSON.stringify(filter))).toEqual(
    ['companyname', 'domain', 'indirectreseller'].map((field) => startsWith(field, 'a')),
  );
});

it.each([
  ['no JSON', 'CompanyName=Cont', /must be JSON, such as/],
  ['nothing', '', /must be JSON, such as/],
  ['null', 'null', /must be JSON/],
  ['a text', '"Cont"', /must be JSON/],
  ['a list', '[]', /Field, Operator and Value are required/],
  ['no field', '{"Value":"Cont","Operator":"starts_with"}', /Field, Operator and Value are required/],
  ['no operator', '{"Field":"CompanyName","Value":"Cont"}', /Field, Operator and Value are required/],
  ['no value', '{"Field":"CompanyName","Operator":"starts_with"}', /Field, Operator and Value are required/],
  ['a value that is no text', '{"Field":"Domain","Value":{"$ne":1},"Operator":"starts_with"}', /must be strings/],
  ['half a compound', '{"LeftFilter":{},"Operator":"and"}', /Field, Operator and Value are required/],
  ['an empty part', '{"LeftFilter":{},"RightFilter":{},"Operator":"and"}', /are required/],
  ['a part that is no object', '{"LeftFilter":5,"RightFilter":{},"Operator":"and"}', /condition must be a JSON object/],
  ['a part that is null', '{"LeftFilter":null,"RightFilter":{},"Operator":"and"}', /condition must be a JSON object/],
  [
    'a conjunction that is no text',
    '{"LeftFilter":{},"RightFilter":{},"Operator":{"toString":1}}',
    /only be joined by "and"/,
  ],
  ['another conjunction', '{"LeftFilter":{},"RightFilter":{},"Operator":"or"}', /only be joined by "and"/],
])('[C5] refuses %s', (_, text, description) =>
  expect(() => parseFilter(text)).toThrow(
    expect.objectContaining({
      fault: { status: 400, code: 2000 },
      description: expect.stringMatching(description) as string,
    }),
  ),
);

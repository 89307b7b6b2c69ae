import { type ArgumentMetadata } from '@nestjs/common';
import { IsDefined, IsInt, IsOptional, IsString } from 'class-validator';
import { Nested } from './fields.js';
import { GuidPipe, RequestPipe } from './request.pipe.js';

class Wheel {
  @IsInt()
  size: number;
}

class Frame {
  @IsString()
  @IsOptional()
  frameColor?: string;
}

class Bicycle {
  @IsString()
  brandName: string;

  @IsOptional()
  @IsInt()
  gears?: number;

  @Nested(() => Frame)
  @IsDefined()
  frame: Frame;

  @IsOptional()
  @Nested(() => Wheel)
  wheels?: Wheel[];
}

class Tandem extends Bicycle {
  @IsOptional()
  @Nested(() => Wheel)
  spareWheel?: Wheel;
}

const frame = { frameColor: 'red' };
const read = (
  value: unknown,
  metatype: ArgumentMetadata['metatype'] = Bicycle,
  type: 'body' | 'query' = 'body',
): unknown => new RequestPipe().transform(value, { type, metatype });
const refused = (description: string | RegExp): Error =>
  expect.objectContaining({ fault: { status: 400, code: 2000 }, description }) as Error;

describe('RequestPipe', () => {
  it('[api 0.2] reads keys in any casing, at any depth and in lists', () =>
    expect(read({ BRANDNAME: 'X', Frame: { FrameColor: 'red' }, wHeels: [{ Size: 1 }, { SIZE: 2 }] })).toEqual({
      brandName: 'X',
      frame: { frameColor: 'red' },
      wheels: [{ size: 1 }, { size: 2 }],
    }));

  it.each<[string, unknown]>([
    ['takes a property for a class', { constructor: 'x' }],
    ['goes deeper than the stack', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
  ])('[api 0.2] refuses what %s', (_, found) => {
    const text = expect.stringMatching(/^The request cannot be read|wheels/) as RegExp;
    expect(() => read({ brandName: found, frame })).toThrow(refused(text));
    expect(() => read({ brandName: 'X', frame, wheels: [found] })).toThrow(refused(text));
  });

  it('[api 0.2] takes a query that has no fields of its own', () =>
    expect(read({ price: 'true' }, class Nothing {}, 'query')).toEqual({}));

  it('[api 0.2] refuses an object of nothing where no object belongs', () =>
    expect(() => read({ brandName: 'X', gears: {}, frame })).toThrow(refused('gears must be a whole number.')));

  it('[api 0.2] takes explicit nulls and empty texts for absent, and leaves out what is not declared', () => {
    const request = read({
      brandName: 'X',
      gears: null,
      wheels: null,
      constructor: 'evil',
      attributes: { objectType: 'Bicycle' },
      frame: { frameColor: '', price: 5 },
    });
    expect(request).toBeInstanceOf(Bicycle);
    expect(JSON.parse(JSON.stringify(request))).toEqual({ brandName: 'X', frame: {} });
    expect(request).toHaveProperty('frame', new Frame());
  });

  it.each([
    [{}],
    [{ Size: null }],
    [{ size: '' }],
    [{ size: null, attributes: { objectType: 'Wheel' }, links: {} }],
    [{ rim: { width: null } }],
  ])('[api 0.2] takes an optional object of nothing for absent, and tells what others lack: %j', (nothing) => {
    const bicycle = { brandName: 'X', frame: { frameColor: 'red' } };
    expect(read({ ...bicycle, spareWheel: nothing }, Tandem)).toEqual(bicycle);
    expect(read({ ...bicycle, frame: nothing })).toEqual({ ...bicycle, frame: {} });
    expect(() => read({ ...bicycle, wheels: [nothing] })).toThrow(refused('wheels.0.size is required.'));
  });

  it('[api 0.2] refuses an object of nothing in a field of an optional object', () =>
    expect(() => read({ brandName: 'X', frame, spareWheel: { size: {} } }, Tandem)).toThrow(
      refused('spareWheel.size must be a whole number.'),
    ));

  it.each([[{ size: 1 }], [{}], [{ size: null }], [{ attributes: {} }]])(
    '[api 0.2] refuses an object where a list belongs: %j',
    (wheels) => expect(() => read({ brandName: 'X', frame, wheels })).toThrow(refused('wheels must be a list.')),
  );

  it('[api 0.2] reads the fields that a class inherits, too', () =>
    expect(read({ BrandName: 'X', Frame: frame, Wheels: [{ Size: 1 }], SpareWheel: { Size: 2 } }, Tandem)).toEqual({
      brandName: 'X',
      frame,
      wheels: [{ size: 1 }],
      spareWheel: { size: 2 },
    }));

  it('[api 0.5] names the first fault of every field at once, each with its path', () =>
    expect(() => read({ gears: 'five', frame: { frameColor: 5 }, wheels: [{ size: 1 }, { size: 'big' }] })).toThrow(
      refused(
        'brandName is required. gears must be a whole number. frame.frameColor must be a string. ' +
          'wheels.1.size must be a whole number.',
      ),
    ));

  it.each([['text'], [5], [null], [undefined], [[{ brandName: 'X' }]]])('[api 0.5] refuses the body %j', (body) =>
    expect(() => read(body)).toThrow(refused('The request needs a JSON object as its body.')),
  );

  it.each([['a text'], [5], [[5]], [[]]])('[api 0.5] refuses %j where an object belongs', (frame) =>
    expect(() => read({ brandName: 'X', frame })).toThrow(refused(expect.stringMatching(/frame/) as RegExp)),
  );

  it('[api 0.2] reads numbers from the text of a query, but not from text in a body', () => {
    class Page {
      @IsInt()
      size: number;
    }
    expect(read({ Size: '20' }, Page, 'query')).toEqual({ size: 20 });
    expect(() => read({ size: 'many' }, Page, 'query')).toThrow(refused('size must be a whole number.'));
    expect(() => read({ size: '20' }, Page)).toThrow(refused('size must be a whole number.'));
  });

  it.each<[string, ArgumentMetadata]>([
    ['a path parameter', { type: 'param', metatype: Bicycle }],
    ['a parameter of our own decorators', { type: 'custom', metatype: Bicycle }],
    ['a header, or anything that is plain', { type: 'body', metatype: Object }],
    ['what has no type', { type: 'body' }],
  ])('[api 0.2] leaves %s alone', (_, metadata) => {
    const value = { brandName: 5 };
    expect(new RequestPipe().transform(value, metadata)).toBe(value);
  });
});

describe('GuidPipe', () => {
  const pipe = new GuidPipe();

  it('[api 0.5] answers a GUID in lower case, of whatever version', () =>
    expect(pipe.transform('53EB21CB-6B2D-0EE5-0E92-27DFC927E93C', { type: 'param' })).toBe(
      '53eb21cb-6b2d-0ee5-0e92-27dfc927e93c',
    ));

  it.each([[''], ['1'], ['53eb21cb6b2d4ee59e9227dfc927e93c'], ['{53eb21cb-6b2d-4ee5-9e92-27dfc927e93c}']])(
    '[api 0.5] refuses %j, naming the parameter',
    (value) =>
      expect(() => pipe.transform(value, { type: 'param', data: 'customerId' })).toThrow(
        refused('customerId must be a GUID.'),
      ),
  );
});

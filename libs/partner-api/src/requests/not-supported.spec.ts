import { IsInt, IsOptional, IsString } from 'class-validator';
import { Nested } from './fields.js';
import { assertAsAnswered, AsAnswered, NotSupported } from './not-supported.js';
import { RequestPipe } from './request.pipe.js';
import { droppedBy } from '../testing.js';

@NotSupported({ basketColor: 'baskets are black' })
class Basket {
  @IsOptional()
  @IsInt()
  size?: number;
}

@NotSupported({ motor: 'bicycles have none', batteries: 'there is no motor' })
@AsAnswered('builtAt', 'frameNumber', 'wheels')
class Bicycle {
  @IsOptional()
  @IsString()
  name?: string;

  @IsOptional()
  @Nested(() => Basket)
  baskets?: Basket[];
}

@NotSupported({ thirdSeat: 'a tandem has two' })
@AsAnswered('seats')
class Tandem extends Bicycle {}

const read = (value: object, metatype: new () => object = Bicycle, type: 'body' | 'query' = 'body'): object =>
  new RequestPipe().transform(value, { type, metatype }) as object;
const refused = (description: string): Error =>
  expect.objectContaining({ fault: { status: 400, code: 2000 }, description }) as Error;

describe('NotSupported', () => {
  it.each<['body' | 'query', object, string]>([
    ['body', { name: 'x', Motor: '250 W' }, 'motor is not supported: bicycles have none.'],
    ['body', { batteries: [{ volts: 36 }] }, 'batteries is not supported: there is no motor.'],
    [
      'body',
      { baskets: [{ size: 1 }, { basketColor: 'red' }] },
      'baskets.1.basketColor is not supported: baskets are black.',
    ],
    ['query', { MOTOR: 'yes' }, 'motor is not supported: bicycles have none.'],
  ])('[api 0.2] refuses by name, with the reason, what a %s asks for in vain', (type, value, description) =>
    expect(() => read(value, Bicycle, type)).toThrow(refused(description)),
  );

  it('[api 0.2] tells what is not supported together with what is wrong', () =>
    expect(() => read({ motor: true, baskets: [{ size: 'big', basketColor: 'red' }] })).toThrow(
      refused(
        'motor is not supported: bicycles have none. baskets.0.basketColor is not supported: baskets are black. ' +
          'baskets.0.size must be a whole number.',
      ),
    ));

  it.each([
    null,
    '',
    0,
    false,
    'False',
    [],
    {},
    'none',
    'None',
    'Unknown',
    '0001-01-01T00:00:00',
    '0001-01-01T00:00:00Z',
    '01/01/0001 00:00:00',
  ])('[api 0.2] takes %p for no intent: SDKs send it always', (motor) => expect(read({ motor })).toEqual({}));

  it('[api 0.2] takes an object of nothing but defaults for no intent, with its attributes and links', () => {
    const attributes = { objectType: 'Motor' };
    const id = '00000000-0000-0000-0000-000000000000';
    expect(read({ motor: { watts: 0, id, battery: { volts: null }, attributes, links: { self: {} } } })).toEqual({});
  });

  it('[api 0.2] holds for the classes that extend one', () =>
    expect(() => read({ motor: true, thirdSeat: true }, Tandem)).toThrow(
      refused('motor is not supported: bicycles have none. thirdSeat is not supported: a tandem has two.'),
    ));
});

describe('AsAnswered', () => {
  const answered = {
    builtAt: '2026-11-26T10:00:00.000Z',
    frameNumber: 'frame_one',
    seats: 2,
    wheels: [{ spokes: 36 }],
    attributes: { objectType: 'Bicycle' },
  };
  const check = (value: object, metatype: new () => object = Bicycle): void =>
    assertAsAnswered(read(value, metatype), answered);

  it.each<[string, object]>([
    ['as it was answered', answered],
    ['in another form of the same', { BuiltAt: '2026-11-26T11:00:00+01:00', FrameNumber: 'FrameOne' }],
    ['with attributes and nulls', { wheels: [{ Spokes: 36, Rim: null, attributes: { objectType: 'Wheel' } }] }],
    ['before anybody sets it', { builtAt: '0001-01-01T00:00:00', frameNumber: null, wheels: [] }],
    ['not at all', {}],
  ])('[api 0.2] takes what the platform answers %s', (_, value) => expect(() => check(value)).not.toThrow());

  it.each<[string, object]>([
    ['builtAt', { builtAt: '2026-11-26T10:00:01Z' }],
    ['frameNumber', { frameNumber: { of: 'frame_one' } }],
    ['wheels', { wheels: [{ spokes: 36 }, { spokes: 36 }] }],
    ['wheels', { wheels: [{ spokes: 32 }] }],
    ['wheels', { wheels: [{ spokes: 36, colour: 'red' }] }],
  ])('[api 0.2] refuses another value of %s', (name, value) =>
    expect(() => check(value)).toThrow(
      refused(`${name} cannot be changed here. Leave it out, or send it as it was answered.`),
    ),
  );

  it('[api 0.2] takes a value of any form in which the resource is answered', () => {
    const forms = [answered, { ...answered, frameNumber: 'second' }];
    for (const frameNumber of ['frame_one', 'second']) assertAsAnswered(read({ frameNumber }), forms);
    expect(() => assertAsAnswered(read({ frameNumber: 'third' }), forms)).toThrow(/frameNumber/);
  });

  it('[api 0.2] holds for the classes that extend one', () => {
    expect(() => check({ frameNumber: 'another' }, Tandem)).toThrow(/frameNumber/);
    expect(() => check({ seats: 3 }, Tandem)).toThrow(/seats/);
  });
});

it('[api 0.2] finds what a class drops in silence', () =>
  expect(droppedBy(Bicycle, ['name', 'baskets', 'motor', 'builtAt', 'bell'])).toEqual(['bell']));

import { readScript, scriptNames, type Step } from './script.ts';

const GIVEN = ['direct-bill', 'indirect-provider', 'indirect-reseller', 'operator', '$guid', '$hex', '$digits'];

function namesIn(...texts: string[]): string[] {
  const text = texts.join('\n');
  const placeholders = [...text.matchAll(/\{\{([^.}]+)/g), ...text.matchAll(/ as ([\w-]+)$/gm)];
  return placeholders.map(([, name = '']) => name).filter((name) => name !== 'before');
}

function keptBy({ expected, then }: Step): string[] {
  return [expected?.name ?? '', ...then.map((consequence) => consequence.name ?? '')].filter(Boolean);
}

it('there are the demos that documents tell of', () =>
  expect(scriptNames().sort()).toEqual(['agreements', 'customer', 'customers', 'enrollment', 'partnership']));

describe.each(scriptNames())('the demo %s', (name) => {
  const { story, variables, steps } = readScript(name);

  it('says what it is about, and what each step shows', () => {
    expect(story).not.toBe('');
    for (const { title, why, action } of steps) expect([title, why, action]).not.toContain('');
  });

  it('expects an answer to each request, and an event of each command', () => {
    for (const { title, action, expected, then } of steps) {
      const isCommand = action.startsWith('COMMAND ');
      expect([title, expected === undefined, isCommand && then[0]?.kind]).toEqual([
        title,
        isCommand,
        isCommand && 'event',
      ]);
    }
  });

  it('uses nothing before it is there', () => {
    const known = new Set([...GIVEN, ...variables.map(([variable]) => variable)]);
    for (const step of steps) {
      expect([step.title, namesIn(step.action, step.body).filter((used) => !known.has(used))]).toEqual([
        step.title,
        [],
      ]);
      for (const kept of keptBy(step)) known.add(kept);
      expect([
        step.title,
        namesIn(...step.then.flatMap(({ what, how }) => [what, how])).filter((used) => !known.has(used)),
      ]).toEqual([step.title, []]);
    }
  });
});

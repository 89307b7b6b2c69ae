import { globSync } from 'node:fs';
import { getMetadataStorage } from 'class-validator';
import { rulesWithWords } from '#lib/contracts';

interface Rule {
  type: string;
  name?: string;
  target: { name: string };
  propertyName: string;
  message?: unknown;
}

/** Every rule of the requests of all services, and of all messages. */
async function allRules(): Promise<Rule[]> {
  const files = globSync(['apps/*/src/**/*.dto.ts', 'libs/*/src/**/*.{dto,v1,v2}.ts'], { cwd: root });
  await Promise.all(files.map((file) => import(new URL(file, root).href)));
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Rule[]> };
  const rules = [...validationMetadatas.values()].flat();
  // A configuration is told to the operator.
  return rules.filter(({ target }) => !target.name.endsWith('Config'));
}
const root = new URL('../../', import.meta.url);
/** What refuses nothing, and what refuses absence alone. */
const silent = ['isOptional', 'isDefined', 'conditionalValidation', 'whitelistValidation'];

it('[api 0.5] every rule of every request and message refuses in words of ours', async () => {
  const rules = await allRules();
  expect(rules.length).toBeGreaterThan(500);
  const wordless = rules.filter(
    ({ type, name = type, message }) => !message && ![...rulesWithWords, ...silent].includes(name),
  );
  expect(wordless.map(({ target, propertyName, name }) => `${target.name}.${propertyName}: ${name}`)).toEqual([]);
});

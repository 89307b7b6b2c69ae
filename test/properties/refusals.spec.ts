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

const root = new URL('../../', import.meta.url);

/** Every rule of the requests of all services, and of all messages. Other tests leave rules of classes of their own behind. */
async function allRules(): Promise<Rule[]> {
  const files = globSync(['apps/*/src/**/*.dto.ts', 'libs/*/src/**/*.dto.ts', 'libs/contracts/src/**/*.ts'], {
    cwd: root,
    exclude: ['**/*.spec.ts'],
  });
  const modules = await Promise.all(files.map((file) => import(new URL(file, root).href) as Promise<object>));
  const ours = new Set(modules.flatMap((module) => Object.values(module) as unknown[]).flatMap(withAncestors));
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Rule[]> };
  return [...validationMetadatas.values()].flat().filter(({ target }) => ours.has(target));
}

function withAncestors(exported: unknown): unknown[] {
  return typeof exported === 'function' ? [exported, ...withAncestors(Object.getPrototypeOf(exported))] : [];
}

/** What refuses nothing, and what refuses absence alone. */
const silent = ['isOptional', 'isDefined', 'conditionalValidation', 'whitelistValidation'];

it('[api 0.5] every rule of every request and message refuses in words of ours', async () => {
  const rules = await allRules();
  expect(rules.length).toBeGreaterThan(1_000);
  const wordless = rules.filter(
    ({ type, name = type, message }) => !message && ![...rulesWithWords, ...silent].includes(name),
  );
  expect(wordless.map(({ target, propertyName, name }) => `${target.name}.${propertyName}: ${name}`)).toEqual([]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { changedFiles, selectTests } from './changed.ts';

const root = mkdtempSync(join(tmpdir(), 'changed-'));
afterAll(() => rmSync(root, { recursive: true }));

const carts = 'test/features/carts/ordering.e2e.ts';
const access = 'test/features/access/tokens.e2e.ts';
const files = {
  'apps/customers/src/cart/cart.ts': '',
  'apps/customers/src/cart/cart.spec.ts': "it('[C8] checks out')",
  'apps/customers/src/cart/cart.dto.ts': '',
  'apps/customers/src/note/note.ts': '',
  'apps/gateway/src/proxy/proxy.ts': '',
  'libs/countries/src/country.ts': '',
  [carts]: "it('[C7-C9] orders'); it('[C1] creates')",
  [access]: "it('[I2] signs in')",
};
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

it('leads from a file to the tests from outside of the rules in the tests beside it', () => {
  const expected = { suites: [carts], titles: '\\[C7-C9\\]' };
  expect(selectTests(root, ['apps/customers/src/cart/cart.ts'])).toMatchObject(expected);
  expect(selectTests(root, ['apps/customers/src/cart/cart.dto.ts'])).toMatchObject(expected);
  expect('[C7-C9] orders').toMatch(new RegExp(expected.titles));
  expect('[C1] creates').not.toMatch(new RegExp(expected.titles));
});

it('takes the rules of the whole app where no test is near, and all suites where there are no rules', () => {
  expect(selectTests(root, ['apps/customers/src/note/note.ts'])).toMatchObject({
    suites: [carts],
    titles: '\\[C7-C9\\]',
  });
  for (const file of ['apps/gateway/src/proxy/proxy.ts', 'libs/countries/src/country.ts'])
    expect(selectTests(root, [file])).toEqual({ files: [file], suites: [access, carts] });
});

it('runs the whole of a suite that was changed, and of those that a changed helper is beside', () => {
  expect(selectTests(root, [access])).toEqual({ files: [access], suites: [access] });
  const helper = 'test/features/carts/cart-scene.ts';
  expect(selectTests(root, [helper])).toEqual({ files: [helper], suites: [carts] });
});

it('runs the unit tests of a package, which the platform does without', () => {
  const file = 'packages/events/src/event.ts';
  expect(selectTests(root, [file])).toEqual({ files: [file], suites: [], titles: '' });
});

it('selects nothing for nothing, and for documents', () => {
  expect(selectTests(root, ['README.md', 'docs/rules.md'])).toEqual({ files: [], suites: [], titles: '' });
});

it('finds what differs from a commit, and what is new', async () => {
  const git = (...args: string[]): Promise<unknown> =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], { cwd: root });
  await git('init', '-b', 'main');
  await git('add', '.');
  await git('commit', '-m', 'first');
  expect(await changedFiles(root)).toEqual([]);
  writeFileSync(join(root, carts), 'changed');
  rmSync(join(root, access));
  writeFileSync(join(root, 'new.ts'), '');
  expect(await changedFiles(root)).toEqual([carts, 'new.ts']);
  await expect(changedFiles(root, 'nowhere')).rejects.toThrow('Git does not know the commit "nowhere"');
});

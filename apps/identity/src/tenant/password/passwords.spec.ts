import { hash } from '@node-rs/argon2';
import { type OneTimePasswords } from './one-time-passwords.js';
import { passwordFaults, Passwords } from './passwords.js';
import { type User } from '../tenant.js';

const oneTime = { matches: (nonce: string, password: string) => password === `one-time of ${nonce}` };
const passwords = new Passwords(oneTime as OneTimePasswords);
const userWith = (credential?: User['credential']): User => ({ id: 'u', userName: 'ana', roles: [], credential });

describe('[I2] verify', () => {
  it('takes the password whose hash is stored, and no other', async () => {
    const user = userWith({ passwordHash: await passwords.hash('Right one 1') });
    expect(await passwords.verify(user, 'Right one 1')).toBe(true);
    expect(await passwords.verify(user, 'Wrong one 1')).toBe(false);
  });

  it('takes the one-time password while its nonce is there', async () => {
    const user = userWith({ nonce: 'n', createdAt: new Date(0) });
    expect(await passwords.verify(user, 'one-time of n')).toBe(true);
    expect(await passwords.verify(user, 'one-time of m')).toBe(false);
  });

  it('takes nothing for a user without a credential, or for no user', async () => {
    expect(await passwords.verify(userWith(), '')).toBe(false);
    expect(await passwords.verify(undefined, 'anything')).toBe(false);
  });

  it('takes about as long for nobody as for somebody', async () => {
    const stored = userWith({ passwordHash: await hash('x') });
    const most = await workOf(() => passwords.verify(stored, 'wrong'));
    for (const user of [undefined, userWith(), userWith({ nonce: 'n', createdAt: new Date(0) })]) {
      expect(await workOf(() => passwords.verify(user, 'wrong'))).toBeGreaterThan(most / 3);
    }
  });

  /** What it takes of the processor, which does not depend on what else the machine does. */
  async function workOf(attempt: () => Promise<boolean>): Promise<number> {
    const start = process.cpuUsage();
    for (let round = 0; round < 10; round++) await attempt();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  }
});

describe('[I1] passwordFaults', () => {
  it.each(['Abcdefg1', 'abcdefg1!', 'ABCDEFG 1', 'Ärger über 1', `Aa1${'x'.repeat(253)}`])('takes %s', (password) =>
    expect(passwordFaults(password, 'ana')).toEqual([]),
  );

  it.each([
    ['Abcdef1', /8 to 256/],
    [`Aa1${'x'.repeat(254)}`, /8 to 256/],
    ['abcdefgh1', /three of these/],
    ['12345678!', /three of these/],
    ['1-AnA-is-here', /user name/],
  ])('refuses %s', (password, fault) =>
    expect(passwordFaults(password, 'ana')).toEqual([expect.stringMatching(fault)]),
  );

  it('does not mind a user name of two characters', () => expect(passwordFaults('Abcdefg1', 'bc')).toEqual([]));
});

import { event, parsePayload } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { userCreated } from '#contracts/identity/user-created.v1';
import { workAccountCreated } from '#contracts/identity/workaccount-created.v1';
import { createWorkAccount, type WorkAccount } from './work-account.js';

const tenantId = '0a1b2c3d-0000-4000-8000-000000000001';
const userId = '0a1b2c3d-0000-4000-8000-000000000002';
const now = new Date('2026-03-01T08:00:00.000Z');
const company = { companyName: 'Contoso', domain: 'contoso.com', country: 'DE', cloud: 'China' } as const;
const account: WorkAccount = {
  tenant: { id: tenantId, ...company },
  user: { id: userId, userName: 'ana', firstName: 'Anabel', lastName: 'Silveira', passwordHash: '$argon2id$hash' },
};
const created = event(workAccountCreated, { tenantId, ...company });
const user = event(userCreated, {
  tenantId,
  userId,
  userPrincipalName: 'ana@contoso.com',
  roles: ['GlobalAdmin'],
  licenses: [],
});

it('[I1] creates a tenant that waits for nobody, whose first user is its Global admin, and tells about both', () =>
  given()
    .when(() => createWorkAccount(account, now))
    .thenState({
      id: tenantId,
      ...company,
      status: 'confirmed',
      reservedAt: now,
      users: [
        {
          id: userId,
          userName: 'ana',
          firstName: 'Anabel',
          lastName: 'Silveira',
          roles: ['GlobalAdmin'],
          credential: { passwordHash: '$argon2id$hash' },
        },
      ],
    })
    .then(created, user));

it('[I1] publishes what the contracts describe, and neither the hash nor the name of a person', () => {
  const decision = createWorkAccount(account, now);
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  const json = JSON.stringify(decision.events.map(({ data }) => data));
  for (const hidden of ['argon2', 'Anabel', 'Silveira']) expect(json).not.toContain(hidden);
  for (const { contract, data } of decision.events)
    expect(JSON.parse(JSON.stringify(parsePayload(contract, data)))).toEqual(data);
});

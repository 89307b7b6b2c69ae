import { event } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { partnershipAdminAccessGranted } from '#contracts/relationships/partnership-admin-access-granted.v1';
import { partnershipAdminAccessRemoved } from '#contracts/relationships/partnership-admin-access-removed.v1';
import { partnershipEnded } from '#contracts/relationships/partnership-ended.v1';
import { partnershipEstablished } from '#contracts/relationships/partnership-established.v1';
import { endPartnership, establish, removeAdminAccess, type Authorisation, type Partnership } from './partnership.js';

const guid = (last: string): string => `0a1b2c3d-0000-4000-8000-0000000000${last}`;
const now = new Date('2026-03-01T08:00:00.000Z');
const earlier = new Date('2026-02-28T08:00:00.000Z');
const later = new Date('2026-03-02T08:00:00.000Z');
const [providerId, resellerId, userId] = [guid('b1'), guid('a1'), guid('03')];
const authorisation: Authorisation = {
  id: guid('0f'),
  providerId,
  resellerId,
  invitationId: guid('01'),
  userId,
};
const active: Partnership = {
  id: guid('0f'),
  providerId,
  resellerId,
  invitationId: guid('01'),
  status: 'active',
  since: now,
  adminAccess: true,
};
const byProvider = { partnerId: providerId, userId: guid('04') };
const byReseller = { partnerId: resellerId, userId };
const ended: Partnership = {
  ...active,
  status: 'ended',
  adminAccess: false,
  end: { at: now, by: byProvider },
  takenBack: { partnership: now },
};
const withoutAccess: Partnership = { ...active, adminAccess: false, takenBack: { adminAccess: now } };
const published = {
  ...({ partnershipId: guid('0f'), providerId, resellerId, status: 'active', since: now.toISOString() } as const),
  adminAccess: true,
  invitationId: guid('01'),
  changedBy: byReseller,
};

describe('authorising a provider', () => {
  it('[R2] makes the partnership active, with administrator access', () =>
    given()
      .when(() => establish(undefined, authorisation, now))
      .thenState(active)
      .then(event(partnershipEstablished, published)));

  it('[ruling 26] again while it is active grants the administrator access again', () => {
    const again = { ...authorisation, takenBackBefore: { adminAccess: now } };
    given(withoutAccess)
      .when((state) => establish(state, again, later))
      .thenState(active)
      .then(event(partnershipAdminAccessGranted, published));
  });

  it('[R3] does not undo that the access was taken away after the link was claimed', () =>
    given(withoutAccess)
      .when((state) => establish(state, authorisation, later))
      .thenNothingHappened());

  it('[ruling 26] again while nothing was taken back changes nothing', () =>
    given(active)
      .when((state) => establish(state, authorisation, later))
      .thenNothingHappened());

  it('[R7] after the end begins anew', () => {
    const again = { ...authorisation, invitationId: guid('05'), takenBackBefore: { partnership: now } };
    given(ended)
      .when((state) => establish(state, again, later))
      .thenState({ ...active, invitationId: guid('05'), since: later })
      .then(event(partnershipEstablished, { ...published, invitationId: guid('05'), since: later.toISOString() }));
    expect(establish(ended, again, later)).not.toHaveProperty('state.end');
  });

  it('[R7] does not undo an end that came after the link was claimed', () =>
    given<Partnership>({ ...ended, takenBack: { partnership: later } })
      .when((state) => establish(state, authorisation, later))
      .thenNothingHappened());

  it('[R3] begins anew without the access that was taken away after the link was claimed', () => {
    const again = { ...authorisation, takenBackBefore: { partnership: now } };
    given<Partnership>({ ...ended, takenBack: { partnership: now, adminAccess: later } })
      .when((state) => establish(state, again, later))
      .thenState({ status: 'active', adminAccess: false });
  });
});

it.each([
  ['end', endPartnership(ended, byProvider, undefined, now), { partnership: now }],
  [
    'end of an instance whose clock is slow',
    endPartnership(ended, byProvider, undefined, earlier),
    { partnership: now },
  ],
])('[R7] no claim from before the %s gives again what that takes back', (_, decision, takenBackBefore) => {
  if (decision.outcome !== 'happened') throw new Error('Nothing happened.');
  given(decision.state)
    .when((state) => establish(state, { ...authorisation, takenBackBefore }, later))
    .thenNothingHappened();
});

describe('ending', () => {
  it.each([
    ['the provider', byProvider],
    ['the reseller', byReseller],
  ])('[R7] by %s says who and why', (_, by) =>
    given(active)
      .when((state) => endPartnership(state, by, 'We merge', later))
      .thenState({ status: 'ended', adminAccess: false, end: { at: later, by, reason: 'We merge' } })
      .then(
        event(partnershipEnded, {
          ...published,
          status: 'ended',
          adminAccess: false,
          changedBy: by,
          endedAt: later.toISOString(),
          reason: 'We merge',
        }),
      ),
  );

  it('[R7] twice is told once, and the first end stays; consents from before the second count no more', () =>
    given(ended)
      .when((state) => endPartnership(state, byReseller, undefined, later))
      .thenState({ ...ended, takenBack: { partnership: later } })
      .then());
});

describe('taking the administrator access away', () => {
  it('[R3] leaves the partnership', () =>
    given(active)
      .when((state) => removeAdminAccess(state, byReseller, later))
      .thenState({ ...active, adminAccess: false, takenBack: { adminAccess: later } })
      .then(event(partnershipAdminAccessRemoved, { ...published, adminAccess: false })));

  it('[R3] twice, or after the end, is told to nobody; consents from before count no more', () => {
    given(withoutAccess)
      .when((state) => removeAdminAccess(state, byReseller, later))
      .thenState({ ...withoutAccess, takenBack: { adminAccess: later } })
      .then();
    given(ended)
      .when((state) => removeAdminAccess(state, byReseller, later))
      .thenState({ ...ended, takenBack: { partnership: now, adminAccess: later } })
      .then();
  });
});

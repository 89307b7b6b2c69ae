import { faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import { type Application, type CommandSource, type Registry } from '../application.js';
import { hostOf, MAX_SOURCES, registerSource, removeSource, type Registrar } from './command-source.js';

const registeredAt = new Date('2026-03-01T08:00:00.000Z');
const domain = 'dunmore.example';
const globalAdmin: Registrar = { roles: ['GlobalAdmin'], domain };
const adminAgent: Registrar = { roles: ['AdminAgent'], domain };
const crm: CommandSource = { id: '1', source: 'https://dunmore.example/crm', roles: ['SalesAgent'], registeredAt };

function registry(...sources: CommandSource[]): Registry {
  const application = (appId: string, commandSources?: CommandSource[]): Application => ({
    appId,
    tenantId: 'tenant',
    displayName: appId,
    redirectUris: [],
    createdAt: registeredAt,
    ...(commandSources && { commandSources }),
  });
  return { tenantId: 'tenant', applications: [application('a', sources), application('b')] };
}

it('[ruling 45] a source is registered for one application, and its roles are replaced', () => {
  given(registry())
    .when((state) => registerSource(state, 'a', crm, adminAgent))
    .thenState(registry(crm))
    .then();
  given(registry(crm))
    .when((state) => registerSource(state, 'a', { ...crm, roles: [] }, adminAgent))
    .thenState(registry({ ...crm, roles: [] }))
    .then();
});

it('[ruling 45] the same again changes nothing', () =>
  given(registry(crm))
    .when((state) => registerSource(state, 'a', { ...crm, registeredAt: new Date() }, adminAgent))
    .thenNothingHappened());

it.each([
  'https://dunmore.example.evil.example/crm',
  'https://crm.dunmore.example/',
  'https://evil.example/?dunmore.example',
  'https://dunmore.example@evil.example/',
  'https://evil.example/https://dunmore.example',
  'urn:dunmore.example',
  '/crm',
  'dunmore.example',
])('[ruling 45] %s is no source of the domain', (source) =>
  given(registry())
    .when((state) => registerSource(state, 'a', { ...crm, source }, globalAdmin))
    .thenRejected(faults.invalidArgument, /must be a URI with the domain of your tenant/),
);

it.each([
  ['https://DUNMORE.example:8443/crm?of=7', domain],
  ['kafka://dunmore.example', domain],
  ['https://dunmore.example./', 'dunmore.example.'],
  ['https://müller.example/', 'xn--mller-kva.example'],
  ['mailto:ana@dunmore.example', undefined],
  ['constructor', undefined],
  ['', undefined],
])('[ruling 45] the host of %s is %s', (source, host) => expect(hostOf(source)).toBe(host));

it('[ruling 45] only who is Global admin now gives that role', () => {
  const source: CommandSource = { ...crm, roles: ['AdminAgent', 'GlobalAdmin'] };
  given(registry())
    .when((state) => registerSource(state, 'a', source, adminAgent))
    .thenRejected(faults.roleNotAllowed, /Only a Global admin/);
  given(registry())
    .when((state) => registerSource(state, 'a', source, globalAdmin))
    .thenState(registry(source))
    .then();
});

it('[ruling 45] a source that another application has is refused there', () =>
  given(registry(crm))
    .when((state) => registerSource(state, 'b', crm, globalAdmin))
    .thenRejected(faults.conflict, /application a already/));

it('[ruling 45] an application has so many sources at most, which can change their roles all the same', () => {
  const many = Array.from({ length: MAX_SOURCES }, (_, index) => ({
    ...crm,
    id: String(index),
    source: `${crm.source}/${index}`,
  }));
  given(registry(...many))
    .when((state) => registerSource(state, 'a', crm, globalAdmin))
    .thenRejected(faults.conflict, new RegExp(`at most ${MAX_SOURCES}`));
  given(registry(...many))
    .when((state) => registerSource(state, 'a', { ...many[3]!, roles: [] }, globalAdmin))
    .then();
});

it('[ruling 45] a source that is removed is gone, and removing it again changes nothing', () => {
  given(registry(crm))
    .when((state) => removeSource(state, 'a', '1'))
    .thenState(registry())
    .then();
  for (const [appId, id] of [
    ['a', '2'],
    ['b', '1'],
    ['c', '1'],
  ] as const) {
    given(registry(crm))
      .when((state) => removeSource(state, appId, id))
      .thenNothingHappened();
  }
});

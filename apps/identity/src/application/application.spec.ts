import { faults } from '#lib/contracts';
import { given } from '#lib/decision/testing';
import {
  endPreviousSecret,
  MAX_APPLICATIONS,
  register,
  remove,
  replaceSecret,
  type Application,
  type Registry,
} from './application.js';

const application = (changes: Partial<Application> = {}): Application => ({
  appId: 'app-1',
  tenantId: 'tenant-1',
  displayName: 'Ledger',
  redirectUris: ['https://ledger.example/back'],
  secretHash: 'hash',
  createdAt: new Date('2026-03-01'),
  ...changes,
});
const withApplications = (...applications: Application[]): Registry => ({ tenantId: 'tenant-1', applications });

it('[I2] registers an application, once', () => {
  given(withApplications())
    .when((registry) => register(registry, application()))
    .thenState({ applications: [application()] });
  given(withApplications(application()))
    .when((registry) => register(registry, application()))
    .thenNothingHappened();
});

it.each([
  'https://ledger.example/back?a=b',
  'http://localhost/back',
  'http://127.0.0.1:8080/back',
  'http://[::1]:8080/',
])('[I2] takes the redirect URI %s', (uri) => {
  given(withApplications())
    .when((registry) => register(registry, application({ redirectUris: [uri] })))
    .thenState({ applications: [{ redirectUris: [uri] }] });
});

it.each([
  'http://ledger.example/back',
  'http://localhost.example/',
  'https://ledger.example/#top',
  'https://ledger.example/#',
  'https://user@ledger.example/',
  'javascript:alert(1)',
  'ledger:back',
  '/back',
  '',
])('[I2] refuses the redirect URI "%s"', (uri) =>
  given(withApplications())
    .when((registry) => register(registry, application({ redirectUris: ['https://ledger.example/', uri] })))
    .thenRejected(faults.invalidArgument, /cannot be a redirect URI/),
);

it('[I2] refuses a public application that nobody could sign in to', () => {
  given(withApplications())
    .when((registry) => register(registry, application({ redirectUris: [], secretHash: undefined })))
    .thenRejected(faults.invalidArgument, /needs a redirect URI/);
  given(withApplications())
    .when((registry) => register(registry, application({ redirectUris: [] })))
    .thenState({ applications: [{ redirectUris: [] }] });
});

it('[I2] refuses more than the limit', () => {
  const many = Array.from({ length: MAX_APPLICATIONS }, (_, index) => application({ appId: `app-${index + 2}` }));
  given(withApplications(...many))
    .when((registry) => register(registry, application()))
    .thenRejected(faults.conflict, /limit/);
});

it('[I2] removes an application, once', () => {
  given(withApplications(application()))
    .when((registry) => remove(registry, 'app-1'))
    .thenState({ applications: [] });
  given(withApplications())
    .when((registry) => remove(registry, 'app-1'))
    .thenNothingHappened();
});

it('[I2] a new secret leaves the one before it in force, until that is ended', () => {
  given(withApplications(application()))
    .when((registry) => replaceSecret(registry, 'app-1', 'second'))
    .thenState({ applications: [{ secretHash: 'second', previousSecretHash: 'hash' }] });
  const replaced = application({ secretHash: 'second', previousSecretHash: 'hash' });
  given(withApplications(replaced))
    .when((registry) => replaceSecret(registry, 'app-1', 'third'))
    .thenState({ applications: [{ secretHash: 'third', previousSecretHash: 'second' }] });
  given(withApplications(replaced))
    .when((registry) => endPreviousSecret(registry, 'app-1'))
    .thenState({ applications: [application({ secretHash: 'second' })] });
  given(withApplications(application()))
    .when((registry) => endPreviousSecret(registry, 'app-1'))
    .thenNothingHappened();
});

it('[I2] a public application gets no secret', () =>
  given(withApplications(application({ secretHash: undefined })))
    .when((registry) => replaceSecret(registry, 'app-1', 'second'))
    .thenRejected(faults.conflict, /public application/));

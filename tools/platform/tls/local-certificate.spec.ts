import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get, createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localCertificate } from './local-certificate.js';

const folder = mkdtempSync(join(tmpdir(), 'tls-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is taken by a strict client that trusts the root, under each name of this machine', async () => {
  const { certFile, keyFile, rootFile } = await localCertificate(folder);
  const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (_, answer) =>
    answer.end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const statusAt = (host: string, ca?: string) =>
    new Promise((resolve) =>
      get({ host, port, ca, agent: false, lookup: undefined }, ({ statusCode }) => resolve(statusCode)).once(
        'error',
        ({ message }) => resolve(message),
      ),
    );
  try {
    const root = readFileSync(rootFile, 'utf8');
    expect(await statusAt('localhost', root)).toBe(200);
    expect(await statusAt('127.0.0.1', root)).toBe(200);
    expect(await statusAt('localhost')).toMatch(/unable to verify|self.signed/);
  } finally {
    server.close();
  }
});

it('is kept while it is valid and whole, and readable to its owner alone', async () => {
  const { certFile, keyFile, rootFile } = await localCertificate(folder);
  const first = readFileSync(certFile, 'utf8');
  await localCertificate(folder);
  expect(readFileSync(certFile, 'utf8')).toBe(first);
  for (const file of [certFile, keyFile, rootFile]) {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/-----\n$/);
  }
  const { rootFile: otherRoot } = await localCertificate(join(folder, 'other'));
  writeFileSync(rootFile, readFileSync(otherRoot));
  await localCertificate(folder);
  expect(readFileSync(certFile, 'utf8')).not.toBe(first);
});

it('is not valid for longer than clients take, and its root signs nothing else', async () => {
  const { certFile, rootFile } = await localCertificate(folder);
  const [certificate, root] = [certFile, rootFile].map((file) => new X509Certificate(readFileSync(file)));
  const days = (Date.parse(certificate!.validTo) - Date.parse(certificate!.validFrom)) / 86_400_000;
  expect(days).toBeLessThanOrEqual(398);
  expect(certificate!.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect([root!.ca, certificate!.ca]).toEqual([true, false]);
});

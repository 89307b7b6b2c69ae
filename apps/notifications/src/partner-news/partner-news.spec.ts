import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parsePayload, type EventContract } from '#lib/contracts';
import { type EventMessage } from '#lib/messaging';
import { userPurged } from '#contracts/identity/user-purged.v1';
import { auditRecordOf } from '../audit/audit-record.js';
import { webhookEventNames } from '../webhook/webhook-event.js';
import { allNews } from './all-news.js';
import { type PartnerNews } from './news.js';

const contracts = join(process.cwd(), 'libs', 'contracts');
const reader = '0a1b2c3d-0000-4000-8000-0000000000ab';
const stranger = '5ca1ab1e-0000-4000-8000-00000000000e';

async function publishedEvents(): Promise<EventContract[]> {
  const files = readdirSync(join(contracts, 'src'), { recursive: true, encoding: 'utf8' });
  const modules = await Promise.all(
    files
      .filter((file) => /\.v\d+\.ts$/.test(file))
      .map((file) => import(pathToFileURL(join(contracts, 'src', file)).href) as Promise<Record<string, object>>),
  );
  const found = modules.flatMap((module) => Object.values(module) as EventContract[]);
  return found.filter(({ kind }) => kind === 'event');
}

function samplesOf(contract: EventContract): object[] {
  const file = join(contracts, 'samples', `${contract.type.replace('io.twotier.', '')}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as object[]).map((sample) => parsePayload(contract, sample));
}

const messageOf = (contract: EventContract, data: object): EventMessage => ({
  id: 'event-1',
  type: contract.type,
  source: `/services/${contract.service}`,
  subject: 'subject-1',
  sequence: 2,
  time: new Date('2026-03-01T08:00:00Z'),
  correlationId: 'correlation-1',
  data,
});

/** The rows of all that an event concerns. */
function rowsOf(told: PartnerNews, data: object): { tenantId: string; text: string }[] {
  const tenants = [...told.to(data), stranger].filter((id): id is string => id !== undefined);
  return tenants.map((tenantId) => ({
    tenantId,
    text: JSON.stringify(auditRecordOf(told, messageOf(told.contract, data), tenantId, {})),
  }));
}

const events = await publishedEvents();

it('[U1] every event that is published leaves its lines in activity logs', () => {
  const told = allNews.map(({ contract }) => contract.type);
  const published = events.map(({ type }) => type).filter((type) => type !== userPurged.type);
  expect([...told].sort()).toEqual([...new Set(published)].sort());
});

it.each(allNews.map((told) => [told.contract.name, told] as const))(
  '[U1] %s names its resource and operation for everybody whom it concerns',
  (_, told) => {
    for (const data of samplesOf(told.contract)) {
      for (const tenantId of told.to(data)) {
        if (tenantId === undefined) continue;
        const change = told.about(data, tenantId);
        expect([change.operation, change.resource]).toEqual(Array(2).fill(expect.stringMatching(/^[a-z]+(_[a-z]+)*$/)));
        expect(change.resourceId).toEqual(expect.not.stringMatching(/undefined/));
      }
    }
  },
);

const ofCustomers = allNews.filter(({ contract }) => contract.name.startsWith('customer.'));

it.each(ofCustomers.map((told) => [told.contract.name, told] as const))(
  '[U1] [ruling 7] %s tells a partner nothing of another one’s relationship with the customer',
  (_, told) => {
    const own = { partnerId: reader, since: '2026-01-01T00:00:00.000Z' };
    const strange = { ...own, partnerId: stranger };
    for (const sample of samplesOf(told.contract) as { relationships: object[] }[]) {
      const shared = { ...sample, relationships: [...sample.relationships, own, strange] };
      const others = rowsOf(told, shared).filter(({ tenantId }) => tenantId !== stranger);
      expect(others.length).toBeGreaterThan(0);
      for (const { text } of others) expect(text).not.toContain(stranger);
    }
  },
);

it.each(allNews.map((told) => [told.contract.name, told] as const))(
  '[U1] [ruling 7] no line about %s holds a secret or a link',
  (_, told) => {
    for (const data of samplesOf(told.contract)) {
      for (const { text } of rowsOf(told, data)) expect(text).not.toMatch(/https?:|token|secret|password|"url"/i);
    }
  },
);

it('[U1] a partner does not learn which user of another one acted', () => {
  const acting = '0a1b2c3d-0000-4000-8000-0000000000aa';
  const ended = allNews.find(({ contract }) => contract.name === 'partnership.ended');
  const [sample] = ended ? samplesOf(ended.contract) : [];
  const data = sample as { providerId: string; resellerId: string };
  const changed = { ...data, changedBy: { partnerId: data.providerId, userId: acting } };
  const rows = ended ? rowsOf(ended, changed) : [];
  expect(rows.filter(({ text }) => text.includes(acting)).map(({ tenantId }) => tenantId)).toEqual([data.providerId]);
});

it('[N2] each webhook event but the test has an event of the platform that causes it', () => {
  const caused = allNews.flatMap(({ webhooks = [] }) => webhooks.map(({ event }) => event));
  expect([...new Set(caused)].sort()).toEqual(webhookEventNames.filter((name) => name !== 'test-created').sort());
});

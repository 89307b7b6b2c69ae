import { type ApiClient } from '../clients/api-client.js';
import { type Application, type Customer } from '../wire/resources.js';
import { type Page } from '../wire/body.js';

/** The domains of all customers of a partner, in order: as often as there are customers with them. */
export async function domainsOf(agent: ApiClient): Promise<string[]> {
  const domains: string[] = [];
  let page = (await agent.getPatiently<Page<Customer>>('/v1/customers?size=500')).body;
  for (;;) {
    domains.push(...page.items.map(({ companyProfile }) => companyProfile.domain));
    if (!page.links.next) return domains.sort();
    const token = { 'ms-continuationtoken': String(page.continuationToken) };
    page = (await agent.getPatiently<Page<Customer>>('/v1/customers?seekOperation=Next', token)).body;
  }
}

/** Registers a source of commands of the partner that is another platform of it each time. */
export async function registerSource(admin: ApiClient, tenantId: string): Promise<string> {
  const { appId } = (await admin.postPatiently<Application>('/v1/applications', { displayName: 'Import' })).body;
  const source = `https://${tenantId}.example/import/${appId}`;
  const answer = await admin.postPatiently(`/v1/applications/${appId}/commandsources`, { source, roles: [] });
  if (answer.status !== 201) throw new Error(`Registering the source answers ${answer.status} ${answer.text}`);
  return source;
}

import { type PartnerView } from '../access/partner-directory.js';
import { type PartnersClient } from './partners.client.js';
import { type PartnersProjection } from './partners.projection.js';
import { ProjectedPartners } from './projected-partners.js';

const partner = { companyName: 'Alder', partnerType: 'direct-bill' } as PartnerView;
let projected: Map<string, PartnerView>;
let owned: Map<string, PartnerView>;
let asked: string[];
let partners: ProjectedPartners;

beforeEach(() => {
  projected = new Map();
  owned = new Map();
  asked = [];
  const finder = (where: string, known: Map<string, PartnerView>): object => ({
    find: (id: string): Promise<PartnerView | undefined> => {
      asked.push(where);
      return Promise.resolve(known.get(id));
    },
  });
  partners = new ProjectedPartners(
    finder('projection', projected) as PartnersProjection,
    finder('owner', owned) as PartnersClient,
  );
});

it('[ruling 9] what is known of a partner is read once for a burst of requests', async () => {
  projected.set('1', partner);
  expect([await partners.find('1'), await partners.find('1')]).toEqual([partner, partner]);
  expect(asked).toEqual(['projection']);
});

it('[ruling 9] news of a partner are seen by the next request', async () => {
  projected.set('1', partner);
  await partners.find('1');
  projected.set('1', { ...partner, companyName: 'Alder and Son' });
  partners.forget('1');
  expect((await partners.find('1'))?.companyName).toBe('Alder and Son');
});

it('[ruling 9] that a tenant is no partner is asked of the owner each time', async () => {
  await partners.find('2');
  owned.set('2', partner);
  expect(await partners.find('2')).toBe(partner);
  expect(asked).toEqual(['projection', 'owner', 'projection', 'owner']);
});

import { RecentRequests } from './recent-requests.js';

const request = { at: '2026-03-01T10:00:00.000Z', method: 'GET', path: '/v1/customers', status: 200, ms: 3 };

it('[I2] the last requests are the latest hundred', () => {
  const requests = new RecentRequests();
  for (let ms = 0; ms < 120; ms++) requests.add({ ...request, ms });
  expect(requests.all()).toHaveLength(100);
  expect(requests.all()[0]).toEqual({ ...request, ms: 119 });
});

it('[I2] the last requests hold ids, and no tokens of links', () => {
  const requests = new RecentRequests();
  const id = '5f0c1b9e-8a53-4c39-9d2e-0d8f0b1c2a3b';
  requests.add({ ...request, path: `/v1/customers/${id}/orders?size=25` });
  requests.add({ ...request, path: `/v1/my/invitations/${'aB3-_'.repeat(8)}/accept` });
  expect(requests.all().map(({ path }) => path)).toEqual([
    '/v1/my/invitations/…/accept',
    `/v1/customers/${id}/orders?size=25`,
  ]);
});

// @ts-check
// Before each resilience suite: all processes run that they share.
/* global beforeAll */
import { askSetUp } from './remote-control.mjs';

beforeAll(async () => {
  const { port } = JSON.parse(process.env['TEST_PLATFORM_OF_resilience'] ?? '');
  await askSetUp(port, { action: 'revive' });
});

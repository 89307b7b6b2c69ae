import { ConsumerHealth } from './consumer-health.js';

const start = new Date('2026-03-01T08:00:00.000Z').getTime();

function consumer(): { health: ConsumerHealth; after(ms: number): void } {
  let now = start;
  return { health: new ConsumerHealth({ now: () => new Date(now) }), after: (ms) => void (now = start + ms) };
}

it('[ruling 33] is not healthy before it has heard from the broker', () =>
  expect(consumer().health.report()).toEqual({ healthy: false, lastPollAt: undefined, waiting: {} }));

it.each([
  [29_999, true],
  [30_000, false],
])('[ruling 33] %i ms after it last heard from the broker: healthy is %s', (ms, healthy) => {
  const { health, after } = consumer();
  health.polled();
  after(ms);
  expect(health.report()).toEqual({ healthy, lastPollAt: '2026-03-01T08:00:00.000Z', waiting: {} });
});

it('[ruling 33] is healthy again once it hears from the broker again', () => {
  const { health, after } = consumer();
  health.polled();
  after(60_000);
  health.polled();
  expect(health.report().healthy).toBe(true);
});

it('[ruling 33] tells how long it has heard nothing, from its start on', () => {
  const { health, after } = consumer();
  after(1_000);
  expect(health.silentForMs()).toBe(1_000);
  health.polled();
  after(1_500);
  expect(health.silentForMs()).toBe(500);
});

it('[ruling 33] is not healthy while a partition waits, and says which and why', () => {
  const { health } = consumer();
  health.polled();
  health.waits('orders', 0, 'no database');
  health.waits('orders', 1, 'no network');
  health.waits('orders', 1, 'no primary');
  health.goesOn('orders', 0);
  expect(health.report()).toMatchObject({ healthy: false, waiting: { 'orders/1': 'no primary' } });
  health.goesOn('orders', 1);
  expect(health.report()).toMatchObject({ healthy: true, waiting: {} });
});

it('[ruling 33] is not healthy while the broker refuses it, says why, and tells news apart', () => {
  const { health } = consumer();
  health.polled();
  expect(health.refused('may not join the group')).toBe(true);
  expect(health.refused('may not join the group')).toBe(false);
  health.polled();
  expect(health.report()).toMatchObject({ healthy: false, refused: ['may not join the group'] });
  expect(health.refused('may not read the topic')).toBe(true);
  health.admitted();
  expect(health.report()).toEqual({ healthy: true, lastPollAt: '2026-03-01T08:00:00.000Z', waiting: {} });
});

it('[ruling 33] tells what the broker has refused since the start, until it lets it consume for the first time', () => {
  const { health } = consumer();
  expect(health.refusedSinceStart).toBeUndefined();
  health.refused('may not join the group');
  expect(health.refusedSinceStart).toBe('may not join the group');
  health.admitted();
  health.refused('may not read the topic');
  expect(health.refusedSinceStart).toBeUndefined();
});

it('[ruling 33] does not wait any more for a partition that went to another instance', () => {
  const { health } = consumer();
  health.polled();
  for (const partition of [0, 1]) health.waits('events', partition, 'away');
  health.assigned({ events: [1, 2], other: [0] });
  expect(health.report()).toMatchObject({ healthy: false, waiting: { 'events/1': 'away' } });
  health.assigned({});
  expect(health.report()).toMatchObject({ healthy: true, waiting: {} });
});

import { renderMetrics, watchService, type Watched } from './metrics.js';

const watched: Watched = {
  countPending: () => Promise.resolve(3),
  oldestPendingSeconds: () => Promise.resolve(61.5),
  isConsuming: () => false,
  countWaiting: () => 2,
  lags: () => [{ topic: 'a.topic', partition: 4, lag: 7 }],
};

it('[metrics] asks a service how far it is whenever it is read', async () => {
  watchService(watched);
  const lines = (await renderMetrics()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'twotier_outbox_pending_aggregates 3',
      'twotier_outbox_oldest_seconds 61.5',
      'twotier_consumer_healthy 0',
      'twotier_consumer_waiting_partitions 2',
      'twotier_consumer_lag_messages{topic="a.topic",partition="4"} 7',
    ]),
  );
});

it('[metrics] tells no lag of a partition that somebody else has by now', async () => {
  let lags = watched.lags();
  watchService({ ...watched, lags: () => lags });
  await renderMetrics();
  lags = [];
  expect(await renderMetrics()).not.toContain('twotier_consumer_lag_messages{');
});

import { ConsumerLags } from './consumer-lags.js';

const batch = (partition: number, behind: number, messages: number): Parameters<ConsumerLags['read']>[0] => ({
  topic: 'a.topic',
  partition,
  messages: Array.from({ length: messages }, () => ({}) as never),
  offsetLag: () => String(behind),
});

it('[metrics] a consumer is behind by what the broker has beyond the last batch of each partition', () => {
  const lags = new ConsumerLags();
  lags.read(batch(0, 7, 2), true);
  lags.read(batch(1, 0, 3), true);
  lags.read(batch(0, 5, 2), true);
  expect(lags.all()).toEqual([
    { topic: 'a.topic', partition: 0, lag: 5 },
    { topic: 'a.topic', partition: 1, lag: 0 },
  ]);
});

it('[metrics] what was read and could not be handled is behind as well', () => {
  const lags = new ConsumerLags();
  lags.read(batch(0, 7, 2), false);
  expect(lags.all()).toMatchObject([{ lag: 9 }]);
});

it('[metrics] what another instance has got is no longer behind here', () => {
  const lags = new ConsumerLags();
  for (const partition of [0, 1]) lags.read(batch(partition, 1, 1), true);
  lags.assigned({ 'a.topic': [1] });
  expect(lags.all()).toMatchObject([{ partition: 1 }]);
});

import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import './idle-connections.js';

/** A connection whose broker wants no requests for a minute. */
function throttled(pending: unknown[]): RequestQueue {
  const queue = Object.create(RequestQueue.prototype) as RequestQueue;
  return Object.assign(queue, { pending, throttledUntil: Date.now() + 60_000, throttleCheckTimeoutId: null });
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a connection on which nothing waits does nothing', () => {
  throttled([]).checkPendingRequests();
  expect(jest.getTimerCount()).toBe(0);
});

it('a connection on which something waits looks after it', () => {
  throttled([{}]).checkPendingRequests();
  expect(jest.getTimerCount()).toBe(1);
});

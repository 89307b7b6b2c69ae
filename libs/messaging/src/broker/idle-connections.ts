import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

// kafkajs looks a thousand times a second, on each connection, for requests that wait to be sent, also if none waits:
// https://github.com/tulios/kafkajs/issues/1704. Whatever begins to wait has itself looked at, so that the others need not be.
const queue: { scheduleCheckPendingRequests: (this: RequestQueue) => void } = RequestQueue.prototype;
const { scheduleCheckPendingRequests } = queue;
queue.scheduleCheckPendingRequests = function () {
  if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
};

/** What `idle-connections.ts` uses of kafkajs 2.2.4 that it does not publish. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    /** Requests that cannot be sent now. */
    pending: unknown[];
    /** The moment until which the broker wants no requests; -1 for none. */
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    /** Sends what can be sent of the pending requests. */
    checkPendingRequests(): void;
    /** Has the pending requests looked at later. */
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
  }
}

/** What `refused-topics.ts` uses: how the answers of a broker are read, in the newest version of each that kafkajs knows. */
declare module 'kafkajs/src/protocol/requests/*/response.js' {
  const response: {
    /** Rejects if the broker answers an error. */
    parse: (this: void, answer: object) => Promise<object>;
  };
  export default response;
}

/** What `fetch-pace.ts` uses: what fetches for a consumer, from one broker at a time. */
declare module 'kafkajs/src/consumer/runner.js' {
  import { type Batch } from 'kafkajs';

  export default class Runner {
    /** A batch for each partition that was asked for, most of them empty. */
    fetch(nodeId: string): Promise<(Batch & { rawMessages: unknown[] })[]>;
    heartbeat(): Promise<void>;
  }
}

/** Longer than any command of a service takes; what takes longer fails, and is tried again by whoever needs it. */
const TIMEOUT_MS = 10_000;

/** How services talk to their databases. */
export const databaseOptions = {
  writeConcern: { w: 'majority', j: true },
  // What is read decides, is told or is published: so it must not be what another primary can roll back.
  readConcernLevel: 'majority',
  maxPoolSize: 50,
  // The driver has no limit for a whole operation: it finds a server, waits for a connection, and waits for the answer, at most
  // twice.
  serverSelectionTimeoutMS: 5_000,
  waitQueueTimeoutMS: 5_000,
  socketTimeoutMS: TIMEOUT_MS,
  connectTimeoutMS: 5_000,
  // With its defaults the driver can wait for ever on a heartbeat to a server that was killed.
  heartbeatFrequencyMS: 1_000,
  minHeartbeatFrequencyMS: 1_500,
  autoIndex: false,
} as const;

/** What the platform's services promise of a write is promised here as well: it is on disk, and with a majority. */
export const databaseOptions = {
  writeConcern: { w: 'majority', j: true },
  readConcernLevel: 'majority',
  maxPoolSize: 50,
} as const;

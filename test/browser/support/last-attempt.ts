import mongoose from 'mongoose';
import { demo, expect } from './portal.ts';

/** A tenant's pending deliveries have used up all attempts but the last, which is due now: else that takes eleven hours. */
export async function leaveLastAttempt(partnerId: string): Promise<void> {
  const connection = await mongoose
    .createConnection(demo.mongoUri, { dbName: `${demo.topicPrefix}-notifications` })
    .asPromise();
  try {
    const pending = { partnerId, status: 'pending', attempts: 1, lease: { $exists: false } };
    await expect
      .poll(async () => {
        const due = { $set: { attempts: 9, nextAttemptAt: new Date() } };
        return (await connection.collection('webhookdeliveries').updateMany(pending, due)).modifiedCount;
      })
      .toBeGreaterThan(0);
  } finally {
    await connection.close();
  }
}

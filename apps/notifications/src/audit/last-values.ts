import { LRUCache } from 'lru-cache';
import { type AuditRecord } from './audit-record.js';

/** Characters of all values together. */
const MOST = 4_000_000;

type Value = Pick<AuditRecord, 'newValue'>;

/** What resources were in the records that were written last, so that the value before the next change is not looked for. */
export class LastValues {
  private readonly values = new LRUCache<string, Value & { history: string; sequence: number }>({
    maxSize: MOST,
    sizeCalculation: ({ newValue, history }, key) => newValue.length + history.length + key.length,
  });

  learn({ tenantId, history, sequence, newValue }: AuditRecord): void {
    this.values.set(keyOf(tenantId, history), { history, sequence, newValue });
  }

  /** The value of the event just before this one; undefined if that is not known, as another instance may have made its record. */
  before(tenantId: string, history: string, sequence: number): Value | undefined {
    const known = this.values.get(keyOf(tenantId, history));
    return known?.sequence === sequence - 1 ? known : undefined;
  }

  forget(history: string): void {
    for (const [key, value] of this.values.entries()) if (value.history === history) this.values.delete(key);
  }
}

function keyOf(tenantId: string, history: string): string {
  return `${tenantId} ${history}`;
}

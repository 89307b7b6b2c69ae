/** What raw clients do: an insert and an event, a guarded update and an event, or a read. */
export type Kind = 'insert' | 'update' | 'read';
export interface RawRound {
  done: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { activeSpan, apart } from '#lib/telemetry';

/** What travels with a piece of work through calls, log lines and events. */
export interface OperationContext {
  /** One id for everything that one outside request or event led to. */
  correlationId: string;
  /** The id of the event that caused this work; absent when a request did. */
  causationId?: string;
  /** Who acts: `<tenant id>/<user or application id>`. */
  actor?: string;
  /** W3C trace context that the work came with. */
  traceparent?: string;
  /** What the database was asked so far, where that is counted. */
  databaseCommands?: number;
}

const storage = new AsyncLocalStorage<OperationContext>();

/** Runs `work` so that everything it awaits sees `context`. */
export function runInContext<T>(context: OperationContext, work: () => T): T {
  return storage.run(context, work);
}

/** Runs `work` as a piece of its own: what it does is nobody's who has waited for an answer. */
export function runOnItsOwn<T>(work: () => T): T {
  return storage.exit(() => apart(work));
}

export function currentContext(): OperationContext | undefined {
  return storage.getStore();
}

/** The W3C trace context to hand on: that of the span under way, or the one that the work came with. */
export function currentTraceparent(): string | undefined {
  return activeSpan()?.traceparent ?? storage.getStore()?.traceparent;
}

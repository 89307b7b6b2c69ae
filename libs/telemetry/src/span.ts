import { AsyncLocalStorage } from 'node:async_hooks';

/** Values of a span. Never personal data, secrets, paths or queries: who may read traces may not read those. */
export type Attributes = Record<string, string | number | boolean | undefined>;

export interface SpanOptions {
  kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  attributes?: Attributes;
  /** W3C trace context of what it follows from; without it the span whose work is under way, or none. */
  parent?: string | undefined;
}

/** A piece of work that is being traced. */
export interface OpenSpan {
  /** W3C trace context, to hand on. */
  readonly traceparent: string;
  readonly traceId: string;
  readonly spanId: string;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** @param reason what it failed of, without values: the name of an error, or a status */
  fail(reason: string): void;
  end(): void;
}

/** What makes spans. */
export interface Tracer {
  start(name: string, options: SpanOptions & { within?: OpenSpan | undefined }): OpenSpan;
}

const active = new AsyncLocalStorage<OpenSpan | undefined>();
let tracer: Tracer | undefined;

/** From now on spans are made; with undefined, no more. */
export function traceWith(next: Tracer | undefined): void {
  tracer = next;
}

export function isTracing(): boolean {
  return tracer !== undefined;
}

/** The span whose work is under way. */
export function activeSpan(): OpenSpan | undefined {
  return tracer && active.getStore();
}

/** Begins a span that its caller ends; undefined where nothing is traced. */
export function openSpan(name: string, options: SpanOptions): OpenSpan | undefined {
  return tracer?.start(name, { ...options, within: active.getStore() });
}

/** Runs `work` so that everything it awaits belongs to the span. */
export function within<T>(span: OpenSpan | undefined, work: () => T): T {
  return span ? active.run(span, work) : work();
}

/** Runs `work` so that it belongs to no span: what is done for many is not one caller's. */
export function apart<T>(work: () => T): T {
  return activeSpan() ? active.run(undefined, work) : work();
}

/** Runs `work` as a span, which ends with it, and fails as it does. Where nothing is traced, it is the call of `work` alone. */
export function traced<T>(
  name: string,
  options: SpanOptions,
  work: (span: OpenSpan | undefined) => Promise<T>,
): Promise<T> {
  const span = openSpan(name, options);
  return span ? settled(span, work) : work(undefined);
}

/** The same, but only as a part of a span: alone it would tell nobody anything. */
export function tracedWithin<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  return activeSpan() ? traced(name, options, work) : work();
}

async function settled<T>(span: OpenSpan, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  try {
    return await active.run(span, () => work(span));
  } catch (error) {
    span.fail(reasonOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Messages of errors can hold values; names and codes cannot. */
export function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  return typeof name === 'string' ? name : '_OTHER';
}

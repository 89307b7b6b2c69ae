// Loaded where traces are sent, and nowhere else.
import { randomUUID } from 'node:crypto';
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer as Tracing,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace';
import { type TelemetrySettings } from './settings.js';
import { type Attributes, type OpenSpan, type SpanOptions, type Tracer } from './span.js';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

/** Makes spans by the SDK of OpenTelemetry, and sends them by OTLP. */
export class OpenTelemetry implements Tracer {
  private readonly tracing: Tracing;

  private constructor(private readonly provider: TracerProvider) {
    this.tracing = provider.getTracer('twotier');
  }

  static async start(
    service: string,
    settings: TelemetrySettings,
    warn: (text: string) => void,
  ): Promise<OpenTelemetry> {
    tellOnce(warn);
    const own = { 'service.name': service, 'service.namespace': 'twotier', 'service.instance.id': randomUUID() };
    const given = detectResources({ detectors: [envDetector] });
    const processor = new BatchSpanProcessor({
      exporter: await exporterOf(settings),
      scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
    });
    const provider = new TracerProvider({
      resource: defaultResource().merge(resourceFromAttributes(own)).merge(given),
      sampler: samplerOf(settings),
      spanProcessors: [processor],
    });
    return new OpenTelemetry(provider);
  }

  start(name: string, { kind, attributes, parent, within }: SpanOptions & { within?: OpenSpan | undefined }): OpenSpan {
    const options = { kind: kinds[kind], ...(attributes && { attributes }) };
    return new Traced(this.tracing.startSpan(name, options, contextOf(parent, within)));
  }

  async stop(): Promise<void> {
    await this.provider.shutdown().catch(() => diag.error(''));
  }
}

class Traced implements OpenSpan {
  readonly traceparent: string;
  readonly traceId: string;
  readonly spanId: string;

  constructor(readonly span: Span) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  fail(reason: string): void {
    this.span.setAttribute('error.type', reason).setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.span.end();
  }
}

function contextOf(parent: string | undefined, within: OpenSpan | undefined): Context {
  const remote = parent === undefined ? null : parseTraceParent(parent);
  if (remote) return trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
  return within instanceof Traced ? trace.setSpan(ROOT_CONTEXT, within.span) : ROOT_CONTEXT;
}

async function exporterOf({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }: TelemetrySettings): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio }: TelemetrySettings): Sampler {
  const [, parentBased, kind] = /^(parentbased_)?(.*)$/.exec(name) ?? [];
  const root =
    kind === 'always_off'
      ? new AlwaysOffSampler()
      : kind === 'traceidratio'
        ? new TraceIdRatioBasedSampler(ratio)
        : new AlwaysOnSampler();
  return parentBased ? new ParentBasedSampler({ root }) : root;
}

/** The SDK says so with each batch; what it says may hold headers. */
function tellOnce(warn: (text: string) => void): void {
  const nothing = (): void => undefined;
  let told = false;
  const error = (): void => {
    if (!told) warn('Traces do not arrive where OTEL_EXPORTER_OTLP_ENDPOINT leads. The platform works without them.');
    told = true;
  };
  diag.setLogger({ error, warn: nothing, info: nothing, debug: nothing, verbose: nothing }, DiagLogLevel.ERROR);
}

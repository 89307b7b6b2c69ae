import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { activeSpan, apart, isTracing, traced, tracedWithin, type SpanOptions } from './span.js';
import { startTelemetry, stopTelemetry } from './start.js';
import { type TelemetrySettings } from './settings.js';

const settings: TelemetrySettings = {
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_TRACES_SAMPLER: 'parentbased_always_on',
  OTEL_TRACES_SAMPLER_ARG: 1,
  OTEL_BSP_SCHEDULE_DELAY: 10,
};
const internal: SpanOptions = { kind: 'internal' };
const trace = '0af7651916cd43dd8448eb211c80319c';

interface Sent {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code: number };
  attributes: { key: string; value: object }[];
}

describe('traces', () => {
  let collector: Server;
  let bodies: string[];
  let warnings: string[];

  beforeEach(async () => {
    bodies = [];
    warnings = [];
    collector = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await stopTelemetry();
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
  });

  async function start(changes: Partial<TelemetrySettings> = {}): Promise<void> {
    const endpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    const given = { ...settings, ...(endpoint && { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }), ...changes };
    await startTelemetry('customers', given, (warning) => warnings.push(warning));
  }

  /** All that has been made until now. */
  async function sent(): Promise<Sent[]> {
    await stopTelemetry();
    return bodies.flatMap((body) => {
      const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    });
  }

  it.each<[string, Partial<TelemetrySettings>]>([
    ['nowhere to send them', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    ['OTEL_SDK_DISABLED', { OTEL_SDK_DISABLED: 'true' }],
    ['OTEL_TRACES_EXPORTER', { OTEL_TRACES_EXPORTER: 'none' }],
  ])('[traces] with %s work is done, and nothing is traced', async (_, changes) => {
    await start(changes);
    expect(isTracing()).toBe(false);
    expect(await traced('work', internal, (span) => Promise.resolve([span, activeSpan()]))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('[traces] a span is part of the one around it, and follows from whoever it came from', async () => {
    await start();
    const parent = `00-${trace}-b7ad6b7169203331-01`;
    await traced('outer', { ...internal, parent }, () => traced('inner', internal, () => Promise.resolve()));
    const [inner, outer] = await sent();
    expect(outer).toMatchObject({ name: 'outer', traceId: trace, parentSpanId: 'b7ad6b7169203331' });
    expect(inner).toMatchObject({ name: 'inner', traceId: trace, parentSpanId: outer?.spanId });
  });

  it('[traces] hands on the trace context of the span under way', async () => {
    await start();
    const handed = await traced('work', internal, () => Promise.resolve(activeSpan()?.traceparent));
    const [span] = await sent();
    expect(handed).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
  });

  it('[traces] what is done for many belongs to nobody', async () => {
    await start();
    await traced('one of many', internal, () =>
      apart(() => tracedWithin('for all', internal, () => Promise.resolve(expect(activeSpan()).toBeUndefined()))),
    );
    expect((await sent()).map(({ name }) => name)).toEqual(['one of many']);
  });

  it('[traces] a failure tells its code or its name, and never its text', async () => {
    await start();
    const failures = [new TypeError('of ana@contoso.com'), Object.assign(new Error('of ana'), { code: 'ECONNRESET' })];
    for (const failure of failures)
      await expect(traced('work', internal, () => Promise.reject(failure))).rejects.toBe(failure);
    const spans = await sent();
    expect(spans.map(({ status }) => status.code)).toEqual([2, 2]);
    expect(spans.map(({ attributes }) => attributes)).toEqual([
      [{ key: 'error.type', value: { stringValue: 'TypeError' } }],
      [{ key: 'error.type', value: { stringValue: 'ECONNRESET' } }],
    ]);
    expect(bodies.join()).not.toContain('ana');
  });

  it('[traces] a sender that does not want to be traced is not', async () => {
    await start();
    await traced('work', { ...internal, parent: `00-${trace}-b7ad6b7169203331-00` }, () => Promise.resolve());
    expect(await sent()).toEqual([]);
  });

  it.each([
    ['always_off', 1, 0],
    ['traceidratio', 0, 0],
    ['traceidratio', 1, 1],
    ['parentbased_traceidratio', 0, 0],
    ['parentbased_always_off', 1, 0],
    ['always_on', 1, 1],
  ])('[traces] the sampler %s with %d makes %d of a span', async (sampler, ratio, count) => {
    await start({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio });
    await traced('work', internal, () => Promise.resolve());
    expect(await sent()).toHaveLength(count);
  });

  it('[traces] a collector that is away is told once, and stops nothing', async () => {
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = 'http://127.0.0.1:1';
    process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '50';
    await start();
    for (const name of ['one', 'other']) await traced(name, internal, () => Promise.resolve());
    await stopTelemetry();
    delete process.env['OTEL_EXPORTER_OTLP_TIMEOUT'];
    expect(warnings).toEqual([expect.stringMatching(/^Traces do not arrive/)]);
  });
});

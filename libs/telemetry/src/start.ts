import { sendsTraces, type TelemetrySettings } from './settings.js';
import { traceWith } from './span.js';

/** What is left to be sent when a process ends has so long. */
const LAST_SPANS_MS = 2_000;

let stop: (() => Promise<void>) | undefined;

/**
 * Sends traces from now on, if the environment says where to. Otherwise nothing of OpenTelemetry is loaded.
 *
 * @param warn is told, once, that spans do not arrive
 */
export async function startTelemetry(
  service: string,
  settings: TelemetrySettings,
  warn: (text: string) => void,
): Promise<void> {
  if (!sendsTraces(settings)) return;
  const { OpenTelemetry } = await import('./open-telemetry.js');
  const telemetry = await OpenTelemetry.start(service, settings, warn);
  traceWith(telemetry);
  stop = () => telemetry.stop();
}

/** Sends what is left, as far as somebody takes it soon. */
export async function stopTelemetry(): Promise<void> {
  traceWith(undefined);
  const stopping = stop?.();
  stop = undefined;
  if (!stopping) return;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_SPANS_MS)));
  await Promise.race([stopping, limit]);
  clearTimeout(timer);
}

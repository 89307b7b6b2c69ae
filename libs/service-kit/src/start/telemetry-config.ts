import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { otlpProtocols, samplers, type TelemetrySettings } from '#lib/telemetry';

const isUrl = IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] });

/** Where apps send their traces: standard variables of OpenTelemetry. */
export class TelemetryConfig implements TelemetrySettings {
  /** Where traces are sent by OTLP over HTTP, such as `http://collector:4318`. Without it there are none, and they cost nothing. */
  @IsOptional()
  @isUrl
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** The whole address for traces, where it is not `<OTEL_EXPORTER_OTLP_ENDPOINT>/v1/traces`. */
  @IsOptional()
  @isUrl
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string;

  /** How they are written. */
  @IsIn(otlpProtocols)
  OTEL_EXPORTER_OTLP_PROTOCOL: string = 'http/protobuf';

  /** Headers to send with them, such as `authorization=Bearer%20secret`. */
  @IsOptional()
  @IsString()
  OTEL_EXPORTER_OTLP_HEADERS?: string;

  /** `none`: there are no traces, wherever they could be sent. */
  @IsIn(['otlp', 'none'])
  OTEL_TRACES_EXPORTER: string = 'otlp';

  /** `true`: the same. */
  @IsOptional()
  @IsIn(['true', 'false'])
  OTEL_SDK_DISABLED?: string;

  /** Which requests are traced. Those that begin with `parentbased_` leave it to whoever sends a `traceparent`. */
  @IsIn(samplers)
  OTEL_TRACES_SAMPLER: string = 'parentbased_always_on';

  /** Of `traceidratio`: which part of the requests is traced. */
  @IsNumber()
  @Min(0)
  @Max(1)
  OTEL_TRACES_SAMPLER_ARG: number = 1;

  /** Attributes of everything that is sent, such as `deployment.environment.name=production`. */
  @IsOptional()
  @IsString()
  OTEL_RESOURCE_ATTRIBUTES?: string;

  /** How long spans are gathered until they are sent, in milliseconds. */
  @IsInt()
  @Min(1)
  OTEL_BSP_SCHEDULE_DELAY: number = 5_000;
}

import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsString, isUUID, Min } from 'class-validator';
import { ServiceConfig } from '#lib/service-kit';

const pairForm = /^([\x21-\x7e]{1,256})=([^=]+)$/;

/** `<source>=<tenant>`, comma-separated. A text that cannot be read stays what it is, and is refused. */
const partnersBySource = Transform(({ value }) => {
  if (typeof value !== 'string') return value as unknown;
  const texts = value.split(',').map((text) => text.trim());
  const pairs = texts.filter(Boolean).map((text): [source: string, partnerId: string] => {
    const [, source = '', partnerId = ''] = pairForm.exec(text) ?? [];
    return [source, partnerId.toLowerCase()];
  });
  const partners = Object.fromEntries(pairs);
  const readable = pairs.every(([, partnerId]) => isUUID(partnerId, 'loose'));
  return readable && Object.keys(partners).length === pairs.length ? partners : value;
});

export class CustomersConfig extends ServiceConfig {
  /** How often the service looks for orders and other work that a crash left unfinished, in seconds. */
  @IsInt()
  @Min(1)
  SWEEP_INTERVAL_SECONDS: number = 5;

  /** File with the secret of the links of relationship requests. It is created with a random secret if it does not exist; keep it. */
  @IsString()
  LINK_SECRET_FILE: string;

  /** How long the single-use link of a relationship request works, in seconds. */
  @IsInt()
  @Min(1)
  RELATIONSHIP_REQUEST_TTL_SECONDS: number = 90 * 24 * 60 * 60;

  /** `on` makes the platform a sandbox like Partner Center's: customers can be deleted, and partners have limits. */
  @IsIn(['on', 'off'])
  SANDBOX: string = 'off';

  /**
   * Who may send commands over Kafka: `<source>=<partner tenant id>`, comma-separated, such as
   * `https://crm.example=d0000000-0000-4000-8000-0000000000d1`. Commands from other sources are rejected.
   */
  @partnersBySource
  @IsObject({ message: 'COMMAND_SOURCES must list pairs <source>=<partner tenant id>, each source once' })
  COMMAND_SOURCES: Record<string, string> = {};

  /** The partner that a source of commands speaks for. */
  partnerOfSource(source: string): string | undefined {
    return Object.hasOwn(this.COMMAND_SOURCES, source) ? this.COMMAND_SOURCES[source] : undefined;
  }

  get isSandbox(): boolean {
    return this.SANDBOX === 'on';
  }
}

import { Transform } from 'class-transformer';
import { isUUID } from 'class-validator';
import { sourceRoles, type SourceRole } from './command-source.js';

/** Whom a source speaks for that the operator configures, and what it may. */
export interface ConfiguredSource {
  tenantId: string;
  roles: SourceRole[];
}

const pairForm = /^([\x21-\x7e]{1,256})=([^=:]+)(?::([^=:]+))?$/;

/** `<source>=<tenant>` or `<source>=<tenant>:<role>+<role>`, comma-separated. A text that cannot be read stays what it is, and is refused. */
export const ConfiguredSources = Transform(({ value }) => {
  if (typeof value !== 'string') return value as unknown;
  const texts = value.split(',').map((text) => text.trim());
  const pairs = texts.filter(Boolean).map((text): [source: string, configured: ConfiguredSource] => {
    const [, source = '', tenantId = '', roles] = pairForm.exec(text) ?? [];
    return [source, { tenantId: tenantId.toLowerCase(), roles: (roles?.split('+') ?? []) as SourceRole[] }];
  });
  const sources = Object.fromEntries(pairs);
  const readable = pairs.every(
    ([, { tenantId, roles }]) => isUUID(tenantId, 'loose') && roles.every((role) => sourceRoles.includes(role)),
  );
  return readable && Object.keys(sources).length === pairs.length ? sources : value;
});

import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { type BaseConfig } from './config.js';
import { StartRefusedError } from './start-refused.error.js';

/** A configuration that an app cannot start with. */
export class InvalidConfigError extends StartRefusedError {
  override readonly name = 'InvalidConfigError';

  constructor(readonly faults: string[]) {
    super(`The configuration is not complete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const loaded = new Map<new () => BaseConfig, BaseConfig>();

/** Reads and validates the environment, once; throws with the list of everything that is wrong. */
export function loadConfig<Config extends BaseConfig>(type: new () => Config, environment = process.env): Config {
  const known = loaded.get(type);
  if (known) return known as Config;
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const config = plainToInstance(type, given, { enableImplicitConversion: true, exposeDefaultValues: true });
  const faults = validateSync(config, { skipMissingProperties: false }).flatMap((fault) =>
    config[fault.property as keyof Config] === undefined
      ? [`${fault.property} is not set`]
      : Object.values(fault.constraints ?? {}),
  );
  const all = [...new Set([...faults, ...config.faultsTogether()])];
  if (all.length > 0) throw new InvalidConfigError(all);
  loaded.set(type, config);
  return config;
}

import { type CommandContract, type EventContract } from './contract.js';

/** A payload of a contract as it should be, and how it can be wrong. */
export interface Sample {
  contract: EventContract | CommandContract;
  type: string;
  payload: object;
  /** Fields that may be missing, as dotted paths. */
  optional: string[];
  /** Changes that make the payload wrong, and the path that the refusal names. */
  wrong: [path: string, change: object][];
}

/** One of several identifiers. */
export const id = (last: number): string => `0a1b2c3d-0000-4000-8000-00000000000${last}`;

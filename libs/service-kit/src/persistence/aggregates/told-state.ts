import { type StateContract } from '#lib/contracts';

/** What an aggregate makes public: the state of one thing, which has a key of its own. */
export interface ToldState {
  contract: StateContract;
  key: string;
  /** The part of the aggregate that it tells of: as long as that is the same object, so is what is told. */
  part: object;
  tell(): object;
}

export function told<Payload extends object>(
  contract: StateContract<Payload>,
  key: string,
  part: object,
  tell: () => Payload,
): ToldState {
  return { contract, key, part, tell };
}

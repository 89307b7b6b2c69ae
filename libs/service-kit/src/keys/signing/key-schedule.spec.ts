import { dueKey, retiredKeys, signingKey, type KeyTimes } from './key-schedule.js';

const lifetimes = { lifetime: 1_000, lead: 100, signatures: 60 };
const at = (second: number): Date => new Date(second * 1_000);
const key = (generation: number, signsFrom: number, usedUntil = signsFrom): KeyTimes => ({
  generation,
  signsFrom: at(signsFrom),
  usedUntil: at(usedUntil),
});

it('[I2] the very first key signs at once', () => expect(dueKey([], lifetimes, at(5))).toEqual(key(1, 5)));

it('[I2] a successor is made ahead, and signs when the lifetime is over', () => {
  expect(dueKey([key(1, 0)], lifetimes, at(899))).toBeUndefined();
  expect(dueKey([key(1, 0)], lifetimes, at(900))).toEqual(key(2, 1_000));
  expect(dueKey([key(1, 0), key(2, 1_000)], lifetimes, at(901))).toBeUndefined();
});

it('[I2] a successor that comes late is published ahead all the same', () =>
  expect(dueKey([key(1, 0)], lifetimes, at(5_000))).toEqual(key(2, 5_100)));

it('[I2] a key signs until the next one does', () => {
  const keys = [key(2, 1_000), key(1, 0)];
  expect(signingKey(keys, at(999))?.generation).toBe(1);
  expect(signingKey(keys, at(1_000))?.generation).toBe(2);
  expect(signingKey([], at(0))).toBeUndefined();
});

it('[I2] the very first key signs for an instance, too, whose clock is behind that of its maker', () => {
  expect(signingKey([key(1, 5)], at(4))?.generation).toBe(1);
  expect(signingKey([key(2, 1_005), key(1, 5)], at(4))?.generation).toBe(1);
});

it('[I2] a key is published until the last token that it may have signed has expired', () => {
  const keys = [key(1, 0), key(2, 1_000)];
  expect(retiredKeys(keys, lifetimes, at(1_060))).toEqual([]);
  expect(retiredKeys(keys, lifetimes, at(1_061))).toEqual([key(1, 0)]);
  expect(retiredKeys([key(1, 0, 9_000), key(2, 1_000)], lifetimes, at(8_999))).toEqual([]);
});

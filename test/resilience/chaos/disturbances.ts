import { setTimeout as delay } from 'node:timers/promises';
import { API_SERVICES } from '../../../tools/platform/platform.js';
import { eventually } from '../../support/eventually.js';
import { type TestPlatform } from '../../support/platform/test-platform.js';

const VICTIMS = [...API_SERVICES, 'kafka', 'mongo'] as const;
/** How long a process hangs: shorter, and longer than clients, sessions and heartbeats wait. */
const FREEZES_MS = [200, 1_000, 4_000, 12_000];

const START_LIMIT_MS = 180_000;

/** A number from 0 to 1 (exclusive) at a time, the same ones for the same seed. */
export function* random(seed: number): Generator<number, never> {
  for (let state = seed >>> 0; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Kills and freezes of any process, by a seed. */
export class Disturbances {
  /** What has happened, in order, such as `kill -9 kafka`. */
  readonly done: string[] = [];
  /** Services that have ended by themselves, as they do when Kafka gives a consumer up. */
  readonly ended: string[] = [];

  private readonly killed = new Set<string>();

  constructor(
    private readonly platform: TestPlatform,
    private readonly numbers: Generator<number, never>,
  ) {}

  /** The next one. Resolves when everything runs again; one in four hits a second process meanwhile. */
  async next(): Promise<void> {
    const first = this.one();
    const second = this.pick([true, false, false, false]) ? this.one(first.name) : undefined;
    await Promise.all([first.isOver, second?.isOver]);
  }

  /** Starts what has ended by itself, as whoever supervises it does. */
  async supervise(): Promise<void> {
    for (const name of API_SERVICES) {
      const process = this.platform.process(name);
      if (this.killed.has(name) || (await process.isRunning())) continue;
      this.ended.push(name);
      await process.start();
    }
  }

  /** @param other that is hit already */
  private one(other?: string): { name: string; isOver: Promise<void> } {
    const name = this.pick(VICTIMS.filter((victim) => victim !== other));
    const freezeMs = this.pick([undefined, undefined, ...FREEZES_MS]);
    return { name, isOver: freezeMs === undefined ? this.kill(name) : this.freeze(name, freezeMs) };
  }

  private async kill(name: (typeof VICTIMS)[number]): Promise<void> {
    this.done.push(`kill -9 ${name}`);
    const victim = this.platform.process(name);
    this.killed.add(name);
    await victim.kill();
    // As whoever supervises it does: what it needs may be away at that moment.
    await eventually(`the start of ${name}`, async () => victim.start().then(() => true), START_LIMIT_MS);
    this.killed.delete(name);
  }

  private async freeze(name: (typeof VICTIMS)[number], milliseconds: number): Promise<void> {
    this.done.push(`freeze ${name} for ${milliseconds} ms`);
    const victim = this.platform.process(name);
    await victim.freeze();
    await delay(milliseconds);
    await victim.thaw();
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.numbers.next().value * choices.length)] as T;
  }
}

import fc from 'fast-check';
import { KnownRegistrations } from '../../apps/notifications/src/partner-news/known-registrations.js';
import { type Registration } from '../../apps/notifications/src/webhook/registration.js';

const PARTNER = 'partner-1';

interface Happened {
  at: Date;
  /** The registration, counted from 1, that was answered before. */
  answered: number;
  found?: Registration[];
}

/** The database of registrations, another instance that changes one of them, and events that this one consumes later. */
class World {
  readonly happened: Happened[] = [];
  private moment = 0;
  private begun = 0;
  private stored = 0;
  private answered = 0;
  private changing = Promise.resolve();
  private readonly consumed: Promise<void>[] = [];
  private readonly known = new KnownRegistrations(
    { find: () => this.turn(() => registrationOf(this.stored)) } as never,
    { now: () => this.now() },
  );

  constructor(private readonly scheduler: fc.Scheduler) {}

  /** Its write is there before whoever asked for it is answered. */
  register(): void {
    const nth = ++this.begun;
    this.changing = this.changing
      .then(() => this.turn(() => (this.stored = nth)))
      .then(() => this.turn(() => void (this.answered = nth)));
  }

  event(): void {
    const event: Happened = { at: this.now(), answered: this.answered };
    this.happened.push(event);
    const found = this.turn(() => undefined).then(() => this.known.at(event.at, [PARTNER]));
    this.consumed.push(found.then((registrations) => void (event.found = registrations)));
  }

  end(): Promise<unknown> {
    return this.scheduler.waitFor(Promise.all([this.changing, ...this.consumed]));
  }

  private now(): Date {
    return new Date(this.moment++);
  }

  private turn<T>(work: () => T): Promise<T> {
    return this.scheduler.schedule(Promise.resolve()).then(work);
  }
}

function registrationOf(nth: number): Registration | undefined {
  return nth === 0 ? undefined : ({ partnerId: PARTNER, subscriberId: String(nth) } as Registration);
}

it('[U1] [webhooks] what happens after a registration was answered, by whichever instance, finds that one or a later one', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('event', 'register', 'wait', 'wait'), { maxLength: 40, size: 'max' }),
      async (scheduler, steps) => {
        const world = new World(scheduler);
        for (const step of steps) {
          if (step === 'event') world.event();
          else if (step === 'register') world.register();
          else if (scheduler.count() > 0) await scheduler.waitOne();
          // What follows from it is scheduled.
          await new Promise(setImmediate);
        }
        await world.end();
        for (const { answered, found } of world.happened)
          expect(Number(found?.at(0)?.subscriberId ?? 0)).toBeGreaterThanOrEqual(answered);
      },
    ),
    { numRuns: 300 },
  ));

it('[U1] [webhooks] whose registration could not be looked for is looked for again', async () => {
  let looks = 0;
  const registration = registrationOf(1);
  const find = (): Promise<unknown> =>
    looks++ === 0 ? Promise.reject(new Error('The database is away.')) : Promise.resolve(registration);
  const known = new KnownRegistrations({ find } as never, { now: () => new Date(7) });
  await expect(known.at(new Date(5), [PARTNER])).rejects.toThrow('away');
  await expect(known.at(new Date(5), [PARTNER])).resolves.toEqual([registration]);
});

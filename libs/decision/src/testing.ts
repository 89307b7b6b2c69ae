import { type Decision, type Fault } from './decision.js';

/**
 * Specs that read as given / when / then: `given(state).when((s) => command(s)).then(event)`.
 * `given()` without a state is for commands that create.
 */
export function given<State>(state: State): {
  when<Event>(decide: (state: State) => Decision<State, Event>): Then<Event>;
};
export function given(): { when<State, Event>(decide: () => Decision<State, Event>): Then<Event> };
export function given<State>(state?: State): {
  when<Event>(decide: (state: State) => Decision<State, Event>): Then<Event>;
} {
  return { when: (decide) => new Then(decide(state as State)) };
}

class Then<Event> {
  constructor(private readonly decision: Decision<unknown, Event>) {}

  then(...events: Event[]): void {
    expect(this.decision).toMatchObject({ outcome: 'happened', events });
  }

  thenState(expected: object): this {
    expect(this.decision).toMatchObject({ outcome: 'happened', state: expected });
    return this;
  }

  thenNothingHappened(): void {
    expect(this.decision).toEqual({ outcome: 'nothing-happened' });
  }

  thenRejected(fault: Fault, description: string | RegExp = /./): void {
    expect(this.decision).toMatchObject({
      outcome: 'rejected',
      rejection: { fault, description: expect.stringMatching(description) as string },
    });
  }
}

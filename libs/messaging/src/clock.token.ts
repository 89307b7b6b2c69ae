/** Injects the `Clock` of `libs/decision`. */
export const CLOCK = Symbol('Clock');

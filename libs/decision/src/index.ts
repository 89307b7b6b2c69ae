export * from './clock.js';
export * from './decision.js';

export * from './clock.js';
export * from './decision.js';
export * from './same.js';

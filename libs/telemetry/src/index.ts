export * from './settings.js';
export * from './span.js';
export * from './start.js';

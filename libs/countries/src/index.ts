export * from './address.js';
export * from './country.js';
export * from './region.js';

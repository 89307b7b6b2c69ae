export * from './address.js';
export * from './company-name.js';
export * from './country.js';
export * from './customer-domain.js';
export * from './phone-number.js';
export * from './region.js';
export * from './registration-number.js';

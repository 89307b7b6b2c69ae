export * from './contract.js';
export * from './country-code.js';
export * from './faults.js';
export * from './partner-type.js';
export * from './role.js';
export * from './text.js';
export * from './unreadable.js';
export * from './validation-faults.js';

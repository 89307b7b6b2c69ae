export * from './contract.js';
export * from './faults.js';
export * from './partner-type.js';
export * from './role.js';
export * from './unreadable.js';

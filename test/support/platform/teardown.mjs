// @ts-check
// Jest's counterpart of its set-ups.
export { stopAll as default } from './shared-platform.mjs';

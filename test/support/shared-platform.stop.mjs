// @ts-check
// Jest's counterpart of shared-platform.mjs.
export { stopSharedPlatform as default } from './shared-platform.mjs';

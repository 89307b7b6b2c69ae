// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root directory. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The Node that everything runs on once the packages are installed: a package itself, so that its version is pinned. */
export const PROJECT_NODE = join(ROOT, 'node_modules', '.bin', 'node');

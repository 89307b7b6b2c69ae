import { existsSync, readFileSync } from 'node:fs';
// Not by name: the programs that import this begin on the machine's own Node, which may not have them.
import * as tls from 'node:tls';

/**
 * From now on this process trusts what the root has certified, beside all that it trusts anyway.
 * @param rootFile undefined, or not there: nothing more
 */
export function trust(rootFile: string | undefined): void {
  if (rootFile === undefined || !existsSync(rootFile)) return;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(rootFile, 'utf8')]);
}

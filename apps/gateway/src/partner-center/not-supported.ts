import { type OpenAPIObject } from '@nestjs/swagger';
import { partnerCenterOperations } from './operations.js';

/** An operation of Partner Center that no service has; perhaps there are others on its path. */
export interface NotSupported {
  notSupported: 'path' | 'method';
}

/** The operations of Partner Center that these documents do not have. */
export function notSupportedBy(
  documents: Iterable<Pick<OpenAPIObject, 'paths'>>,
): ({ method: string; path: string } & NotSupported)[] {
  const supported = new Map<string, string[]>();
  for (const { paths } of documents) {
    for (const [path, operations] of Object.entries(paths)) {
      const shape = shapeOf(path);
      supported.set(shape, [...(supported.get(shape) ?? []), ...Object.keys(operations)]);
    }
  }
  return partnerCenterOperations.flatMap(({ method, path }) => {
    const methods = supported.get(shapeOf(path));
    if (methods?.includes(method.toLowerCase())) return [];
    let number = 0;
    const named = path.replace(/\{\}/g, () => `{id${++number}}`);
    return [{ method, path: named, notSupported: methods ? 'method' : 'path' }];
  });
}

/** The same for two paths that differ in the names of parameters or in casing alone. */
function shapeOf(path: string): string {
  return path.toLowerCase().replace(/\{\w*\}/g, '{}');
}

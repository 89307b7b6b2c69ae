import { mongo } from 'mongoose';

/*
 * Each version of the service writes the version of a document with each change, as a number, which the database keeps as an int. Where the
 * change is told of it is a long, which is read as the same number. So whatever instance changed a document last without telling of it, the
 * document is in an index that holds nothing else.
 */

/** Of a version whose change was not told of. */
export const isUntold = { $type: 'int' };

/** An index on `version`. */
export const untoldIndex = { name: 'untold', partialFilterExpression: { version: isUntold } };

/** The version of a document whose change is told of. */
export function versionThatTells(version: number): mongo.Long {
  return mongo.Long.fromNumber(version);
}

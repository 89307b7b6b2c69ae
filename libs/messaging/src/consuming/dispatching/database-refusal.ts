const refused = /not authorized on (\S+) to execute command \{ ?"?(\w+)"?: "?([^",}\s]+)[^]*/;

/** Who may not do what in which database, and what helps; undefined where a message is no such refusal. Never tells a value. */
export function databaseRefusal(message: string, uri: string): string | undefined {
  const [, database, operation, collection] = refused.exec(message) ?? [];
  if (database === undefined) return undefined;
  return `${databaseUserOf(uri)} may not ${operation} in ${database}.${collection}. Give it the role readWrite on ${database}.`;
}

/** As whom a URI signs in. */
export function databaseUserOf(uri: string): string {
  if (/[?&]authMechanism=MONGODB-X509/i.test(uri)) return 'the certificate of MONGODB_URI';
  const [, user, path] = /^mongodb(?:\+srv)?:\/\/(?:([^:@/]+)(?::[^@/]*)?@)?[^/?]*(?:\/([^?]*))?/.exec(uri) ?? [];
  const [, source] = /[?&]authSource=([^&]+)/i.exec(uri) ?? [];
  if (user === undefined) return 'nobody, as whom MONGODB_URI signs in,';
  return `the user ${decodeURIComponent(user)} of the database ${decodeURIComponent(source ?? (path || 'admin'))}`;
}

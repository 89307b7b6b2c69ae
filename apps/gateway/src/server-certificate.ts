import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { StartRefusedError } from '#lib/service-kit';
import { type GatewayConfig } from './gateway.config.js';

/** What the gateway serves HTTPS with; undefined: HTTP. A file that cannot be used is to be known at the start. */
export function serverCertificate({
  TLS_CERT_FILE: certFile,
  TLS_KEY_FILE: keyFile,
}: GatewayConfig): { cert: Buffer; key: Buffer } | undefined {
  if (certFile === undefined || keyFile === undefined) return undefined;
  try {
    const certificate = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    const { message } = error as Error;
    throw new StartRefusedError(`HTTPS cannot be served with TLS_CERT_FILE and TLS_KEY_FILE: ${message}`);
  }
}

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { API_DOCUMENT_PATH } from '#lib/service-kit';

export interface Contact {
  name: string;
  email: string;
  companyName: string;
}

const NOT_FOUND = { code: 1000, description: 'There is nothing to send.' };

/** Plays enrollment's internal API for the contacts and links that a test gives it. It has no public API. */
export class EnrollmentDouble {
  /** While it is true, nobody gets an answer. */
  away = false;
  private readonly answers = new Map<string, object>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<EnrollmentDouble> {
    const server = createServer();
    const double = new EnrollmentDouble(server);
    double.answers.set(API_DOCUMENT_PATH, { openapi: '3.1.0', info: { title: 'enrollment', version: '1' }, paths: {} });
    server.on('request', ({ url = '' }, response) => {
      const answer = double.answers.get(url);
      if (double.away) response.destroy();
      else response.writeHead(answer ? 200 : 404).end(JSON.stringify(answer ?? NOT_FOUND));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The primary contact of a company that enrols. */
  setRecipient(tenantId: string, contact: Contact): void {
    this.answers.set(`/internal/enrollments/${tenantId}/recipient`, contact);
  }

  /** A link that works; answers its id and its URL. */
  addLink(tenantId: string, contact: Contact): { verificationId: string; url: string } {
    const verificationId = randomUUID();
    const url = `https://two.tier/verifications/${randomUUID()}`;
    this.answers.set(linkPath(tenantId, verificationId), { ...contact, url, expiresAt: '2026-11-26T09:30:00.000Z' });
    return { verificationId, url };
  }

  /** The link was replaced or used, or has expired. */
  removeLink(tenantId: string, verificationId: string): void {
    this.answers.delete(linkPath(tenantId, verificationId));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function linkPath(tenantId: string, verificationId: string): string {
  return `/internal/enrollments/${tenantId}/verifications/${verificationId}`;
}

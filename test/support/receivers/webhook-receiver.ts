import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A webhook event as it arrived. */
export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  text: string;
  body: {
    EventName: string;
    ResourceUri: string | null;
    ResourceName: string;
    AuditUri: string | null;
    ResourceChangeUtcDate: string;
  };
}

/** A partner's server that takes webhook events, or does not. */
export class WebhookReceiver {
  /** How the next ones are answered; `hang`: never. */
  answers: number | 'hang' = 200;
  /** Every attempt, also those that were not taken. */
  readonly attempts: ReceivedWebhook[] = [];
  readonly taken: ReceivedWebhook[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const webhook = { headers: request.headers, text, body: JSON.parse(text) as ReceivedWebhook['body'] };
        receiver.attempts.push(webhook);
        if (receiver.answers === 'hang') return;
        if (receiver.answers < 300) receiver.taken.push(webhook);
        response.writeHead(receiver.answers).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/events`;
  }

  /** Those that were taken of one event, or of all. */
  named(name: string): ReceivedWebhook[] {
    return this.taken.filter(({ body }) => body.EventName === name);
  }

  /** Ends as a process does: connections are refused until it is back, at the same address. */
  async away(): Promise<() => Promise<void>> {
    const { port } = this.server.address() as AddressInfo;
    await this.close();
    return () => new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

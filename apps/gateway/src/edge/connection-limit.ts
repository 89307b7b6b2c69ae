import proxyAddr from '@fastify/proxy-addr';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Server } from 'node:http';
import { type Socket } from 'node:net';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';

/**
 * Keeps one address from taking all connections. One above the limit is refused at its first request, with an answer that
 * says so; above twice the limit it is closed without. The connections of a trusted proxy are not counted, as they are
 * those of many clients: what is open there is counted by the address that the proxy names.
 */
export class ConnectionLimit {
  private readonly open = new Map<string, number>();
  private readonly refused = new WeakSet<Socket>();
  private readonly isProxy: (address: string) => boolean;

  constructor(
    private readonly limit: number,
    trustedProxies?: string,
  ) {
    const isTrusted = proxyAddr.compile(trustedProxies?.split(',').map((proxy) => proxy.trim()) ?? []);
    this.isProxy = (address) => isTrusted(address, 0);
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const { remoteAddress: address = '' } = socket;
      if (this.isProxy(address)) return;
      const open = this.count(address);
      socket.once('close', () => this.uncount(address));
      if (open > this.limit) this.refused.add(socket);
      if (open > 2 * this.limit) socket.destroy();
    });
    // With HTTPS requests come over another socket than the one that was counted.
    server.on('secureConnection', (socket: Socket) => {
      if ((this.open.get(socket.remoteAddress ?? '') ?? 0) > this.limit) this.refused.add(socket);
    });
  }

  /** The refusal of what comes over a connection too many; by a proxy, of what is too many of one client at once. */
  admit({ ip, raw: { socket } }: FastifyRequest, reply: FastifyReply): PartnerError | undefined {
    if (this.refused.has(socket)) return this.refusal(reply, 'connections are');
    if (!this.isProxy(socket.remoteAddress ?? '')) return undefined;
    const open = this.count(ip);
    reply.raw.once('close', () => this.uncount(ip));
    return open > this.limit ? this.refusal(reply, 'requests are') : undefined;
  }

  private refusal(reply: FastifyReply, what: string): PartnerError {
    void reply.header('connection', 'close');
    const text = `More than ${this.limit} ${what} open from your address. Use fewer at once, and try again.`;
    return new PartnerError(faults.tooManyRequests, text, 1);
  }

  private count(address: string): number {
    const open = (this.open.get(address) ?? 0) + 1;
    this.open.set(address, open);
    return open;
  }

  private uncount(address: string): void {
    const open = (this.open.get(address) ?? 1) - 1;
    if (open > 0) this.open.set(address, open);
    else this.open.delete(address);
  }
}

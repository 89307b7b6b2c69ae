import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '../eventually.js';

/** A connection over which bytes go as they are: `fetch` would put them in order first. */
export class RawConnection {
  /** What has come so far. */
  received = '';
  closed = false;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (this.received += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.closed = true));
  }

  static async open(origin: string, first: string | Buffer = ''): Promise<RawConnection> {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const connection = new RawConnection(socket);
    connection.send(first);
    return connection;
  }

  /** Everything that the server says until it closes the connection. */
  static async exchange(origin: string, request: string | Buffer): Promise<string> {
    const connection = await RawConnection.open(origin, request);
    return connection.untilClosed();
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Says that nothing more comes. */
  end(): void {
    this.socket.end();
  }

  async untilClosed(): Promise<string> {
    await eventually('The connection is closed', () => this.closed);
    return this.received;
  }

  /** Waits until what has come holds the text. */
  async until(text: string): Promise<string> {
    await eventually(`The answer holds ${text}`, () => this.received.includes(text));
    return this.received;
  }

  close(): void {
    this.socket.destroy();
  }
}

import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail that the server took. */
export interface ReceivedMail extends ParsedMail {
  /** The address of the envelope. */
  recipient: string;
}

/** What the server does with mails to a recipient. */
export interface Behaviour {
  /** Answers the recipient with this code, such as 450. */
  refuse?: () => number | undefined;
  /** Runs when the mail has arrived, before the server says so; false: it never does, and the mail is lost. */
  beforeTaking?: () => boolean | Promise<boolean>;
  /** Runs right after the server said 250. */
  afterTaking?: () => void;
}

export const inboxUser = { user: 'mails@two.tier', password: 'p/ss:w@rd' };

/** A real SMTP server that takes mails of one user. It can go away and come back, on the same port. */
export class SmtpInbox {
  readonly mails: ReceivedMail[] = [];
  /** How often somebody signed in. */
  logins = 0;
  private readonly behaviours = new Map<string, Behaviour>();
  private server?: SMTPServer;
  private port = 0;

  static async open(): Promise<SmtpInbox> {
    const inbox = new SmtpInbox();
    await inbox.start();
    return inbox;
  }

  /** With the user and the password. Nobody vouches for the certificate. */
  get url(): string {
    const { user, password } = inboxUser;
    const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
    return `smtp://${credentials}@127.0.0.1:${this.port}/?tls.rejectUnauthorized=false`;
  }

  behave(recipient: string, behaviour: Behaviour): void {
    this.behaviours.set(recipient, behaviour);
  }

  to(recipient: string): ReceivedMail[] {
    return this.mails.filter((mail) => mail.recipient === recipient);
  }

  /** Without `tls` it offers no STARTTLS, and takes passwords all the same. */
  start({ tls = true } = {}): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: tls ? [] : ['STARTTLS'],
      allowInsecureAuth: !tls,
      disableReverseLookup: true,
      // It would complain of its own certificate.
      logger: false,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) => {
        this.logins++;
        const known = username === inboxUser.user && password === inboxUser.password;
        if (known) done(null, { user: username });
        else done(withCode(535));
      },
      onRcptTo: ({ address }, _session, done) => {
        const code = this.behaviours.get(address)?.refuse?.();
        done(code ? withCode(code) : null);
      },
      onData: (stream, session, done) => {
        void simpleParser(stream).then((mail) => this.receive(mail, session, done));
      },
    });
    // Clients that are killed leave their connections behind.
    server.on('error', () => undefined);
    this.server = server;
    return new Promise((resolve) => {
      const listening = server.listen(this.port, '127.0.0.1', () => {
        this.port = (listening.address() as { port: number }).port;
        resolve();
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server?.close(() => resolve()));
  }

  private async receive(mail: ParsedMail, session: SMTPServerSession, done: () => void): Promise<void> {
    const recipient = session.envelope.rcptTo[0]?.address ?? '';
    const { beforeTaking, afterTaking } = this.behaviours.get(recipient) ?? {};
    if (beforeTaking && !(await beforeTaking())) return;
    this.mails.push({ ...mail, recipient });
    done();
    afterTaking?.();
  }
}

function withCode(responseCode: number): Error {
  return Object.assign(new Error('Not taken'), { responseCode });
}

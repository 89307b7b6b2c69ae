import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks for passwords: at a terminal without showing them, else by reading line after line from standard input. */
export class Questions {
  #lines: AsyncIterator<string> | undefined;

  /** Empty at the end of the input. */
  async ask(question: string): Promise<string> {
    return process.stdin.isTTY ? askHidden(question) : this.#nextLine();
  }

  async #nextLine() {
    this.#lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
    const { value } = await this.#lines.next();
    return value ?? '';
  }
}

function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    terminal.once('close', () => process.stderr.write('\n'));
    terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    terminal.question('', (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}

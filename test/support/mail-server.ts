import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that arrived, as a mail parser reads it. */
export interface Arrived {
  readonly mail: ParsedMail;
  /** As it came over the line. */
  readonly raw: string;
  readonly recipients: readonly string[];
  /** True where the connection was secured. */
  readonly secure: boolean;
}

/** A mail server on loopback, made of other people's code, that keeps what arrives. */
export class MailServer {
  readonly arrived: Arrived[] = [];
  readonly #server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      logger: false,
      authOptional: true,
      disableReverseLookup: true,
      hideSTARTTLS: options.key === undefined,
      onData: (stream, { envelope, secure }, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const raw = Buffer.concat(chunks);
          const mail = await simpleParser(raw);
          const recipients = envelope.rcptTo.map(({ address }) => address);
          this.arrived.push({ mail, raw: raw.toString('utf8'), recipients, secure });
          callback(null);
        });
      },
      ...options,
    });
    // Clients that break off are part of the tests.
    this.#server.on('error', () => undefined);
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const made = new MailServer(options);
    const { server } = made.#server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return made;
  }

  /** `127.0.0.1:2525`. */
  get host(): string {
    return `127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }
}

/** An error of a server's handler that replies with this code and text. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

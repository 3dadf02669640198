import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

interface Given {
  readonly port?: number;
  /** Size of the largest mail that is taken, bytes. */
  readonly sizeMax?: number;
  readonly seen?: (mail: ParsedMail) => void;
}

/** Starts a mail server that takes every mail and forwards none; resolves with the URL of an endpoint and a function that ends it. */
export async function startMail({ port = 0, sizeMax = 1_048_576, seen = () => {} }: Given = {}): Promise<{
  readonly url: string;
  readonly close: () => void;
}> {
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    size: sizeMax,
    onData: async (stream, _, taken) => {
      const mail = await simpleParser(stream);
      if (stream.sizeExceeded)
        return taken(Object.assign(new Error('the mail is too large'), { responseCode: 552 }));
      seen(mail);
      taken(null);
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${listening}?from=gateway@example.com&to=ops@example.com`,
    close: () => server.close(),
  };
}

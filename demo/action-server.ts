import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { verifySignature } from './verify-signature.ts';

/** The parts of an action event that the job server reads. */
export interface PressedAction {
  readonly event: string;
  readonly data: { readonly job_id: string; readonly action: string; readonly by: string };
}

/** The door of the job server for actions. */
export interface ActionServer {
  readonly url: string;
  close(): void;
}

/** Starts the endpoint at which the job server gets what people press: signed webhooks, each handled once. */
export async function startActionServer(
  secret: string,
  onAction: (action: PressedAction) => void,
): Promise<ActionServer> {
  const handled = new Set<string>();
  const server = createServer((request, response) => {
    void (async () => {
      const body: unknown = JSON.parse(await text(request));
      const signature = String(request.headers['x-streamgank-signature'] ?? '');
      if (!verifySignature(body, signature, secret)) return response.writeHead(401).end();
      const delivery = String(request.headers['x-streamgank-delivery']);
      if (!handled.has(delivery)) onAction(body as PressedAction);
      handled.add(delivery);
      return response.writeHead(200).end('OK');
    })().catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/actions`, close };
}

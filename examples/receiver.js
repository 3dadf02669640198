/** An application that gets webhooks: verifies each one, handles it once, and answers quickly. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { expressWebhook } from '@streamgank/webhook-gateway-client';

const { PORT = '4000', WEBHOOK_SECRET_KEY = '' } = process.env;

/** Deliveries handled lately. A retry has the same id; keep the ids in your database if you must not forget them. */
const handled = new Set();
const HANDLED_MAX = 10_000;

const app = express();

// Before any express.json(): the signature is over the bytes as they arrive.
app.post(
  '/webhooks/streamgank',
  expressWebhook({
    // While you change the secret, name both: [newSecret, oldSecret].
    secret: WEBHOOK_SECRET_KEY,
    onWebhook: ({ event, data, deliveryId }) => {
      if (handled.has(deliveryId)) return;
      handle(event, data);
      handled.add(deliveryId);
      if (handled.size > HANDLED_MAX) handled.delete(handled.values().next().value);
    },
  }),
);

/** Quick work only; what takes longer belongs into a queue of your own. */
function handle(event, data) {
  switch (event) {
    case 'job.completed':
      console.log(`completed ${data['job_id']}: ${data['video_url']}`);
      break;
    case 'job.failed':
      console.log(`failed ${data['job_id']}: ${data['error']}`);
      break;
    default:
      console.log(`${event} ${data['job_id'] ?? ''}`);
  }
}

const server = createServer(app).listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
console.log(`receiver listens on http://127.0.0.1:${port}/webhooks/streamgank`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}

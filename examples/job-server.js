/** A job server: takes jobs over HTTP, works on them, and reports to the gateway what becomes of them. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expressWebhook, GatewayClient } from '@streamgank/webhook-gateway-client';

const { PORT = '5000', WORK_MS = '500', WEBHOOK_SECRET_KEY = 'change-me' } = process.env;

// The address and the key come from STREAMGANK_GATEWAY_URL and STREAMGANK_GATEWAY_KEY.
const gateway = new GatewayClient({
  onError: ({ message }, { event, id }) => console.warn(`waiting to report ${event} (${id}): ${message}`),
  onDrop: ({ event, id }, { message }) => console.error(`not reported: ${event} (${id}): ${message}`),
});

/** Jobs that are being worked on, so that a stop can wait for them. */
const running = new Set();

/** Parameters of all jobs, by id: a real job server has them in its database. */
const jobs = new Map();

/** Ids of the actions that were handled: a real job server has them in its database. A retry of the gateway has the same id. */
const handled = new Set();

/** Works on a job, `run` counts from 1. @param {Record<string, unknown>} parameters */
async function work(id, parameters, run) {
  const started = Date.now();
  await sleep(Number(WORK_MS));
  const finished = new Date();
  const failed = parameters['fail'] === true && run === 1;
  const event = failed ? 'job.failed' : 'job.completed';
  const data = {
    job_id: id,
    status: failed ? 'failed' : 'completed',
    parameters,
    video_url: failed ? null : `https://cdn.example.com/${id}.mp4`,
    error: failed ? 'The renderer gave up' : null,
    retry_count: run - 1,
    processing_duration_ms: finished.getTime() - started,
  };
  // An id made from the job: the same outcome reported again, with the same content and time, sends nothing twice.
  const receipt = await gateway.emit(event, data, { id: `${id}:${run}:${event}`, timestamp: finished });
  console.log(`reported ${event} of ${id}: ${receipt.deliveries.length} deliveries`);
}

/** Begins to work on a job. @param {Record<string, unknown>} parameters */
function begin(id, parameters, run = 1) {
  jobs.set(id, { parameters, run });
  const job = work(id, parameters, run)
    .catch(() => undefined) // onDrop has said it.
    .finally(() => running.delete(job));
  running.add(job);
}

/**
 * Gets what people press in messages: "Retry job" runs the job again. The gateway tells it once, and repeats it until it is answered.
 */
const actions = expressWebhook({
  secret: WEBHOOK_SECRET_KEY,
  onAction: ({ action, jobId, by, deliveryId }) => {
    const job = jobs.get(jobId);
    if (action !== 'retry' || !job || handled.has(deliveryId)) return;
    handled.add(deliveryId);
    console.log(`${jobId} runs again: ${by} asked for it`);
    begin(jobId, job.parameters, job.run + 1);
  },
});

/** @param {string} text */
function parametersOf(text) {
  const parameters = text === '' ? {} : JSON.parse(text);
  if (typeof parameters !== 'object' || parameters === null) throw new TypeError('not an object');
  return parameters;
}

const server = createServer(async (request, response) => {
  const answer = (status, content) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
  if (request.method === 'POST' && request.url === '/actions')
    return actions(request, response, (error) => answer(error ? 500 : 404, { message: 'not an action' }));
  if (request.method !== 'POST' || request.url !== '/jobs') return answer(404, { message: 'POST /jobs' });
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const parameters = parametersOf(Buffer.concat(chunks).toString('utf8'));
    const id = `job_${randomUUID()}`;
    begin(id, parameters);
    return answer(202, { job_id: id });
  } catch {
    return answer(400, { message: 'The body is not a JSON object.' });
  }
});

server.listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
console.log(`job server listens on http://127.0.0.1:${port}`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    server.close();
    server.closeIdleConnections();
    await Promise.race([Promise.all(running), sleep(5_000)]);
    const { dropped } = await gateway.close({ timeoutMs: 10_000 });
    console.log(`stopped, ${dropped} events not reported`);
    process.exit(0);
  });
}

import { setTimeout as sleep } from 'node:timers/promises';

/** An event to report. */
export interface EventReport {
  /** Id of the event, the same on every try, so that the gateway accepts it once. */
  readonly id: string;
  readonly event: string;
  readonly timestamp: string;
  readonly data: object;
}

/** The gateway's confirmation. */
export interface Receipt {
  readonly duplicate: boolean;
  readonly deliveries: readonly { readonly delivery_id: string; readonly webhook_id: string }[];
}

const TRIES = 6;

/** Reports an event, with the same id, until the gateway confirms that it is stored. */
export async function postEvent(address: string, report: EventReport): Promise<Receipt> {
  let trouble = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await sleep(100 * 2 ** attempt);
    const answer = await send(address, report).catch((error: unknown) => String(error));
    if (typeof answer === 'string') {
      trouble = answer;
      continue;
    }
    const body = await answer.text();
    if (answer.ok) return JSON.parse(body) as Receipt;
    trouble = `${answer.status} ${body}`;
    if (answer.status < 500 && answer.status !== 429) break;
  }
  throw new Error(`The gateway did not take ${report.event} ${report.id}: ${trouble}`);
}

function send(address: string, report: EventReport): Promise<Response> {
  return fetch(`${address}/api/webhooks/trigger`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(report),
    signal: AbortSignal.timeout(10_000),
  });
}

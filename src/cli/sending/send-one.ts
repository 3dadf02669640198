import { randomUUID } from 'node:crypto';
import { SAMPLES } from '../../adapters/samples.js';
import { parseJson } from '../../modules/model/exact-json.js';
import type { Api, Json } from '../api.js';
import { CliError, misuse } from '../cli-error.js';
import { shown, type Output } from '../output.js';
import { postPatiently } from './patient.js';
import { counted } from '../../modules/model/counted.js';

/** An event as it is sent: `data` is JSON text, passed on as it is, so that numbers keep their digits. */
export interface OneEvent {
  readonly type: string;
  readonly data: string | null;
  readonly id?: string | undefined;
  readonly timestamp?: string | undefined;
}

/** Returns the data of the sample of an event type, as JSON; null where there is none. */
export function sampleOf(type: string): string | null {
  const sample = SAMPLES.find(({ event }) => event.type === type);
  return sample?.event.data ?? null;
}

/** Writes the body of a call; an event without an id gets one. @throws CliError where `data` is no JSON object */
export function bodyOf({ type, data, id = randomUUID(), timestamp }: OneEvent): string {
  const fields = [
    `"event":${JSON.stringify(type)}`,
    `"id":${JSON.stringify(id)}`,
    ...(timestamp === undefined ? [] : [`"timestamp":${JSON.stringify(timestamp)}`]),
    ...(data === null ? [] : [`"data":${checked(data)}`]),
  ];
  return `{${fields.join(',')}}`;
}

/** Sends one event. @throws CliError where it was refused, or not delivered within the wait */
export async function sendOne(api: Api, out: Output, body: string, waitS: number | null): Promise<void> {
  const answer = await postPatiently(api, '/api/webhooks/trigger', {
    body,
    headers: waitS === null ? {} : { prefer: `wait=${waitS}` },
  });
  if (answer.status >= 300) throw api.refusal(answer);
  out.record(answer.body);
  const { message, event_id: id, duplicate, results, note, hint } = answer.body;
  out.line(duplicate ? `Event ${shown(id)} was sent before; nothing is sent twice.` : shown(message));
  if (!duplicate) out.line(`Event id: ${shown(id)}`);
  for (const text of [note, hint, answer.body['mismatch']]) if (text) out.line(`Note: ${shown(text)}`);
  for (const { delivery_id: delivery, webhook_id: name } of answer.body['deliveries'] as Json[])
    out.line(`  ${shown(name)}  ${shown(delivery)}`);
  if (waitS !== null) judge(out, results as Json);
}

function judge(out: Output, { successful, failed, pending }: Json): void {
  out.line(`${successful} delivered, ${failed} failed, ${pending} pending`);
  if (failed + pending > 0)
    throw new CliError(`Not delivered in time: ${counted(failed + pending, 'delivery')}.`);
}

function checked(data: string): string {
  try {
    const value = parseJson(data);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return data.trim();
  } catch (error) {
    throw misuse(`The data is no JSON: ${(error as Error).message}`);
  }
  throw misuse('The data must be a JSON object.');
}

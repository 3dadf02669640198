import type { GatewayEvent } from '../../modules/model/event.js';
import type { PayloadForm } from '../../modules/model/payload.js';
import type { RequestMethod } from '../../modules/model/request-method.js';
import type { Target, TextFault } from '../adapter.js';
import { jobIdIn, parseData } from '../plain-value.js';
import { attributesOf, CLOUD_EVENT, structured } from './cloud-event.js';
import { templatedRequest } from './payload-template.js';

/** The payload that an application receives of an event. */
export interface PayloadBody {
  readonly method: RequestMethod;
  /** The content type, and the headers that a payload template makes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Absent where every template gave its text. */
  readonly faults?: readonly TextFault[];
}

const JSON_TYPE = 'application/json';

const FORMS: Readonly<Record<PayloadForm, (event: GatewayEvent, target: Target) => string>> = {
  gateway: envelope,
  standard: standardPayload,
  cloudevents: (event, target) => structured(attributesOf(event, `/${target.source}`), event.data),
  thin: thinPayload,
};

/**
 * Writes the body of an application in the form that its endpoint names; the gateway's envelope where a template fails.
 *
 * This folder writes what applications read: the forms of a payload, as CloudEvents (`cloud-event.ts`), or by templates of the endpoint
 * (`payload-template.ts`).
 */
export function payloadBody(event: GatewayEvent, target: Target): PayloadBody {
  const { payload } = target;
  if (typeof payload === 'string') {
    const type = payload === 'cloudevents' ? CLOUD_EVENT : JSON_TYPE;
    return { method: 'POST', headers: { 'Content-Type': type }, body: FORMS[payload](event, target) };
  }
  const { headers, body, faults } = templatedRequest(event, target, payload);
  return {
    method: payload.method,
    headers: { 'Content-Type': JSON_TYPE, ...headers },
    body: body ?? envelope(event, target),
    ...(faults.length > 0 ? { faults } : {}),
  };
}

/** Writes the gateway's envelope around `event.data`, which is JSON text already and stays as it is, byte for byte. */
function envelope({ type, data, timestamp }: GatewayEvent, { webhookId, source }: Target): string {
  const head = `{"event":${JSON.stringify(type)},"data":${data}`;
  return `${head},${JSON.stringify({ timestamp, webhook_id: webhookId, source }).slice(1)}`;
}

/** Writes the payload of the Standard Webhooks specification: `type`, `timestamp` and `data`, which stays as it is. */
function standardPayload({ type, data, timestamp }: GatewayEvent): string {
  return `${JSON.stringify({ type, timestamp }).slice(0, -1)},"data":${data}}`;
}

/**
 * Writes the thin payload of the Standard Webhooks specification: ids, and the address at which a key may fetch the event. The address
 * is a path where people's browsers have none for the gateway (`WEBHOOK_PUBLIC_URL`).
 */
function thinPayload({ id, type, data, timestamp }: GatewayEvent, { deliveryId, links }: Target): string {
  const jobId = jobIdIn(parseData(data));
  const url = `${links.console ?? ''}/api/webhooks/events/${encodeURIComponent(id.toWellFormed())}`;
  const ids = { id, ...(jobId === '' ? {} : { job_id: jobId }), delivery_id: deliveryId, url };
  return JSON.stringify({ type, timestamp, data: ids });
}

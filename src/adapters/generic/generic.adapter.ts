import type { BatchFormat } from '../../modules/model/batch.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { Outcome } from '../../modules/model/outcome.js';
import type { About, Adapter, BatchItem, FormattedRequest, Target, TargetResponse } from '../adapter.js';
import { maskApplication, maskQuery } from '../application-url.js';
import { batchItem, batchRequest } from '../batch/batch-body.js';
import { customHeaders } from '../custom-headers.js';
import { NoOptions } from '../no-options.js';
import { attributesOf, deliveredBy, structured } from '../payload/cloud-event.js';
import { payloadBody } from '../payload/payload-body.js';
import { judgeStatus, retry } from '../judgement.js';

const about: About = {
  label: 'Webhook',
  icon: 'M9 4c-2.5 0-3 1.2-3 3v2.5C6 11 5.2 12 3.5 12 5.2 12 6 13 6 14.5V17c0 1.8.5 3 3 3M15 4c2.5 0 3 1.2 3 3v2.5c0 1.5.8 2.5 2.5 2.5-1.7 0-2.5 1-2.5 2.5V17c0 1.8-.5 3-3 3',
  hint: 'Application: any URL that accepts JSON by POST',
  findUrl: 'Use the URL of a route of your application that takes POST requests with a JSON body.',
  urls: [],
  promises: [
    'Receives the event as signed JSON; the preview shows how to verify the signature.',
    'Respond with 2xx to confirm; any other response is retried.',
    'Redirects are not followed. A 410 response disables the endpoint.',
  ],
};

/** Adapter of any receiver of signed JSON: the event as it is, in the envelope of the webhook guide. */
export const generic: Adapter<NoOptions> = {
  type: 'generic',
  about,
  version: 1,
  signed: true,
  fallback: true,
  presents: 'payload',
  detect: accept,
  accept,
  mask: maskApplication,
  maskGiven: maskQuery,
  Options: NoOptions,
  secretOptions: [],
  limits: {},
  needsBody: false,
  rateLimits: [],
  ordering: 'none',
  format,
  batches: { formats: ['json', 'ndjson', 'cloudevents'], item, request },
  judge,
  explanations: {},
  usage: () => [],
};

function accept(url: URL): { readonly url: string } {
  return { url: url.href };
}

function format(event: GatewayEvent, target: Target<NoOptions>): FormattedRequest {
  const { method, headers, body, faults } = payloadBody(event, target);
  const { 'Content-Type': type = 'application/json', ...more } = headers;
  return {
    method,
    url: target.url,
    headers: { 'Content-Type': type, ...customHeaders(target.headers, target.brand), ...more },
    body,
    ...(faults === undefined ? {} : { faults }),
  };
}

/** Writes an event with its ids around the body that it would have by itself, or as a CloudEvent with the id of its delivery. */
function item(event: GatewayEvent, target: Target<NoOptions>, format: BatchFormat): BatchItem {
  if (format === 'cloudevents') {
    const attributes = deliveredBy(attributesOf(event, `/${target.source}`), target.deliveryId);
    return { text: structured(attributes, event.data) };
  }
  const { body, faults } = payloadBody(event, target);
  return { text: batchItem(event, target.deliveryId, body), ...(faults && { faults }) };
}

function request(items: readonly string[], target: Target<NoOptions>, format: BatchFormat): FormattedRequest {
  const { payload } = target;
  return batchRequest(
    items,
    target,
    typeof payload === 'string' ? { format } : { format, method: payload.method },
  );
}

/** Judges any 2xx as delivered; 4xx other than those of the shared table are retried. */
function judge(response: TargetResponse): Outcome {
  if (response.status >= 200 && response.status < 300) return { kind: 'delivered' };
  return judgeStatus(response) ?? retry(response);
}

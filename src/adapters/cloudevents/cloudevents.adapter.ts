import type { GatewayEvent } from '../../modules/model/event.js';
import type { Outcome } from '../../modules/model/outcome.js';
import type { About, Adapter, BatchItem, FormattedRequest, Target, TargetResponse } from '../adapter.js';
import { maskApplication, maskQuery } from '../application-url.js';
import { batchRequest } from '../batch/batch-body.js';
import { customHeaders } from '../custom-headers.js';
import {
  attributeHeaders,
  attributesOf,
  CLOUD_EVENT,
  CLOUD_EVENTS,
  deliveredBy,
  structured,
} from '../payload/cloud-event.js';
import { templatedRequest } from '../payload/payload-template.js';
import { judgeStatus, rejected, retry } from '../judgement.js';
import { handshakeOf } from './cloudevents-handshake.js';
import { CloudEventsOptions, type Mode } from './cloudevents-options.js';

const about: About = {
  label: 'CloudEvents',
  icon: 'M7 18.5a4.5 4.5 0 0 1-.6-9A6 6 0 0 1 18 8.6a5 5 0 0 1-1 9.9H7ZM9.5 13.5h5M12.5 11.5l2 2-2 2',
  hint: 'Receiver of CloudEvents over HTTP: cloudevents+https://<host>/<path>',
  findUrl:
    'Use the URL of a receiver of CloudEvents (a broker, a function, Event Grid), with cloudevents+ before it.',
  urls: ['cloudevents+https://<host>/<path>'],
  promises: [
    'Receives the event as a CloudEvent 1.0 in structured, binary or batch mode, signed as for applications.',
    'An event that came in as a CloudEvent keeps its id, source, subject and extensions.',
    'A 410 response disables the endpoint, 415 is not retried, any other failure is retried.',
  ],
};

/** Adapter of receivers of CloudEvents by the HTTP binding and the webhook specification. */
export const cloudevents: Adapter<CloudEventsOptions> = {
  type: 'cloudevents',
  about,
  version: 1,
  signed: true,
  fallback: false,
  presents: 'payload',
  detect: () => null,
  accept: (url) => ({ url: url.href }),
  mask: maskApplication,
  maskGiven: maskQuery,
  Options: CloudEventsOptions,
  secretOptions: [],
  limits: {},
  needsBody: false,
  rateLimits: [],
  ordering: 'none',
  format,
  batches: { formats: ['cloudevents'], item, request },
  handshake: handshakeOf,
  judge,
  explanations: {
    cloudevents_not_taken: [
      'The receiver does not take the form of the request.',
      'Set the option mode to one that the receiver takes: structured, binary or batch.',
    ],
  },
  usage: () => [],
};

interface Written {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const WRITTEN: Readonly<
  Record<Mode, (attributes: ReturnType<typeof attributesOf>, data: string) => Written>
> = {
  structured: (attributes, data) => ({
    headers: { 'Content-Type': CLOUD_EVENT },
    body: structured(attributes, data),
  }),
  binary: (attributes, data) => ({ headers: attributeHeaders(attributes), body: data }),
  batch: (attributes, data) => ({
    headers: { 'Content-Type': CLOUD_EVENTS },
    body: `[${structured(attributes, data)}]`,
  }),
};

function format(event: GatewayEvent, target: Target<CloudEventsOptions>): FormattedRequest {
  const { url, options, brand } = target;
  const { attributes, data, made, faults } = contentOf(event, target);
  const { headers, body } = WRITTEN[options.mode ?? 'structured'](attributes, data);
  return {
    method: 'POST',
    url,
    headers: { ...customHeaders(target.headers, brand), ...made, ...headers },
    body,
    ...faults,
  };
}

function item(event: GatewayEvent, target: Target<CloudEventsOptions>): BatchItem {
  const { attributes, data, faults } = contentOf(event, target);
  return { text: structured(deliveredBy(attributes, target.deliveryId), data), ...faults };
}

/** The attributes and the data of an event, with the headers and the faults of the payload template that makes the data. */
function contentOf(event: GatewayEvent, target: Target<CloudEventsOptions>) {
  const { options, payload, source } = target;
  const attributes = attributesOf(event, options.source ?? `/${source}`);
  if (typeof payload === 'string') return { attributes, data: event.data };
  const { headers: made, body, faults } = templatedRequest(event, target, payload);
  return { attributes, data: body ?? event.data, made, faults: faults.length > 0 ? { faults } : {} };
}

function request(items: readonly string[], target: Target<CloudEventsOptions>): FormattedRequest {
  return batchRequest(items, target, { format: 'cloudevents' });
}

/** Judges by the webhook specification of CloudEvents: 2xx is taken, 415 will never be, 410 ends all deliveries. */
function judge(response: TargetResponse): Outcome {
  if (response.status >= 200 && response.status < 300) return { kind: 'delivered' };
  if (response.status === 415) return rejected(response, 'cloudevents_not_taken');
  return judgeStatus(response) ?? retry(response);
}

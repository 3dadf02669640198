import type { GatewayEvent } from '../../modules/model/event.js';
import type { Outcome } from '../../modules/model/outcome.js';
import type { Adapter, FormattedRequest, Target, TargetResponse } from '../adapter.js';
import { customHeaders } from '../custom-headers.js';
import { NoOptions } from '../no-options.js';
import { judgeStatus, retry } from '../retry-after.js';
import { SAMPLES } from '../samples.js';

/** Any receiver of signed JSON: the event as it is, in the envelope of the webhook guide. */
export const generic: Adapter<NoOptions> = {
  type: 'generic',
  label: 'Webhook',
  signed: true,
  detect: accept,
  accept,
  Options: NoOptions,
  secretOptions: [],
  limits: {},
  needsBody: false,
  rateLimits: [],
  ordering: 'none',
  format,
  judge,
  usage: () => [],
  samples: SAMPLES,
};

function accept(url: URL): { readonly url: string } {
  return { url: url.href };
}

function format(event: GatewayEvent, target: Target<NoOptions>): FormattedRequest {
  return {
    method: 'POST',
    url: target.url,
    headers: { 'Content-Type': 'application/json', ...customHeaders(target.headers, target.brand) },
    body: envelope(event, target),
  };
}

/** `event.data` is JSON text already: it is put in as it stands, so that not a byte of it changes. */
function envelope(event: GatewayEvent, target: Target<NoOptions>): string {
  const head = `{"event":${JSON.stringify(event.type)},"data":${event.data}`;
  const { timestamp } = event;
  return `${head},${JSON.stringify({ timestamp, webhook_id: target.webhookId, source: target.source }).slice(1)}`;
}

/** 2xx is taken; 4xx other than those of the shared table are tried again, as the guide's schedule says. */
function judge(response: TargetResponse): Outcome {
  if (response.status >= 200 && response.status < 300) return { kind: 'delivered' };
  return judgeStatus(response) ?? retry(response);
}

import { Controller, Get } from '@nestjs/common';
import type { About, Adapter, Sample } from '../../../adapters/adapter.js';
import { ADAPTERS } from '../../../adapters/registry.js';
import { SAMPLES } from '../../../adapters/samples.js';
import { wireName } from '../../../adapters/secret-options.js';
import { takesDigests } from '../../endpoints/digest/digest-of.js';
import { optionsSchema } from './options-schema.js';
import type {
  AdapterAboutResponse,
  AdapterResponse,
  AdapterSampleResponse,
  AdaptersAnswer,
} from './adapter.response.js';
import type { RateLimit } from '../../model/endpoint.js';
import { api } from './adapters.openapi.js';

/** Lists the kinds of targets: how each is introduced to people, and a schema of its options to build a form from. */
@Controller('api/webhooks/adapters')
export class AdaptersController {
  /** The answer, made at the first request: adapters do not change while the gateway runs. */
  #answer: AdaptersAnswer | undefined;

  @api.listAdapters
  @Get()
  list(): AdaptersAnswer {
    return (this.#answer ??= {
      success: true,
      adapters: ADAPTERS.map(adapterResponse),
      samples: SAMPLES.map(sampleResponse),
    });
  }
}

function adapterResponse(adapter: Adapter): AdapterResponse {
  return {
    type: adapter.type,
    label: adapter.about.label,
    about: aboutResponse(adapter.about),
    signed: adapter.signed,
    presents: adapter.presents,
    mentions: adapter.mentions?.accepted ?? null,
    conversations: waysOf(adapter),
    digests: takesDigests(adapter),
    batches: adapter.batches?.formats ?? [],
    fallback: adapter.fallback,
    limits: Object.fromEntries(Object.entries(adapter.limits).map(([name, max]) => [wireName(name), max])),
    options: optionsSchema(adapter),
    secret_options: adapter.secretOptions,
    rate_limits: adapter.rateLimits.map(rateResponse),
    usual_rate_limit: adapter.usualRate ? rateResponse(adapter.usualRate) : null,
    max_concurrency: adapter.maxConcurrency ?? null,
  };
}

function rateResponse({ max, windowMs }: RateLimit): { max: number; window_ms: number } {
  return { max, window_ms: windowMs };
}

function sampleResponse({ name, event }: Sample): AdapterSampleResponse {
  return { name, event: event.type, data: JSON.parse(event.data) as object };
}

function aboutResponse({ icon, hint, findUrl, urls, promises }: About): AdapterAboutResponse {
  return { icon, hint, find_url: findUrl, urls, promises };
}

function waysOf({ conversations }: Adapter): AdapterResponse['conversations'] {
  return conversations ? { modes: conversations.modes, default: conversations.default } : null;
}

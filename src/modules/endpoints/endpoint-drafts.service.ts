import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { TEST_EVENT } from '../model/event.js';
import { newSigningKey } from '../model/ed25519.js';
import type { Endpoint } from '../model/endpoint.js';
import { Refusal } from '../model/refusal.js';
import { ProxyRules } from '../net/proxy-rules.js';
import { TargetGuard } from '../net/target-guard.js';
import type { Definition } from './definitions/definition.js';
import { draft, type Draft } from './definitions/draft.js';
import type { EndpointRequest } from './definitions/endpoint.dto.js';
import { GENERATE } from './definitions/field-rules.js';
import { EndpointFactory } from './definitions/endpoint-factory.service.js';
import { carriedAlong, originChange } from './definitions/moved-origin.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';

/** Whether the guard would let deliveries go to a URL now. */
export interface GuardVerdict {
  /** Why not, as a sentence; null where it would. */
  readonly message: string | null;
  /** True where the host's name has no address now, which is no reason to refuse. */
  readonly unresolved: boolean;
}

/** Checks the endpoints that requests describe, as far as can be before they are stored, and makes unsaved ones. */
@Injectable()
export class EndpointDrafts {
  constructor(
    private readonly config: GatewayConfig,
    private readonly catalogue: EndpointCatalogue,
    private readonly factory: EndpointFactory,
    private readonly guard: TargetGuard,
    private readonly proxies: ProxyRules,
  ) {}

  /** Makes the definition that a request describes. @throws Refusal `unprocessable`, naming the fields */
  define(request: EndpointRequest, base: Definition | null): Definition {
    return definitionOf(draft(withMadeKey(request), base, this.config.brand));
  }

  /** Makes the definition of an endpoint that is only shown or tested: templates may fail on samples. @throws Refusal `unprocessable` */
  defineUnsaved(request: EndpointRequest): Definition {
    return definitionOf(draft(withMadeKey(request), null, this.config.brand, Date.now(), false));
  }

  /**
   * Makes the definition that a request describes and asks the guard about its URL. Secrets are not carried along to
   * another server: those given for the old one are asked for anew, and a replaced key stops signing.
   *
   * @throws Refusal `unprocessable`, naming the fields
   */
  async defineGuarded(request: EndpointRequest, base: Definition | null): Promise<Definition> {
    const definition = this.define(request, base);
    const { message } = await this.verdict(definition);
    if (message !== null) throw Refusal.unprocessable([{ field: 'url', message }]);
    if (base === null || originChange(base, definition) === null) return definition;
    const faults = carriedAlong(request, base, definition);
    if (faults.length > 0) throw Refusal.unprocessable(faults);
    const { previous: _previous, previous_signing_key: _before, ...secrets } = definition.secrets;
    return { ...definition, secrets };
  }

  async verdict({ secrets }: Definition): Promise<GuardVerdict> {
    if (this.catalogue.isTrustedHost(secrets.url)) return { message: null, unresolved: false };
    const url = new URL(secrets.url);
    const proxy = this.proxies.proxyFor(url);
    if (proxy) return { message: this.proxies.refusal(proxy, url, this.guard), unresolved: false };
    const { refused, unresolved } = await this.guard.check(url);
    return { message: refused, unresolved };
  }

  /** Makes the endpoint that a definition would become. */
  unsaved(definition: Definition, webhookId = 'webhook_preview'): Endpoint {
    const trusted = this.catalogue.isTrustedHost(definition.secrets.url);
    const state = { id: 'unsaved', source: 'api', disabled: null, pausedAt: null } as const;
    return this.factory.build(definition, { ...state, webhookId, trusted });
  }

  /**
   * Makes the endpoint that a test of a URL is sent to. Custom headers, keys and client certificate may be secrets: they
   * are those of the configured endpoint with that URL, which gets them anyway.
   *
   * @param url normalised by the adapter
   */
  forTestOf(adapter: string, url: string): Endpoint {
    const configured = this.catalogue.all().find((endpoint) => endpoint.url === url);
    const test = this.unsaved(
      { adapter, settings: { events: [TEST_EVENT] }, secrets: { url } },
      'webhook_test',
    );
    if (!configured) return test;
    const { headers, secret, previousSecret, signingKey, previousSigningKey, tls } = configured;
    return { ...test, headers, secret, previousSecret, signingKey, previousSigningKey, tls };
  }
}

/** Makes the private key that a request asks for by a word. */
function withMadeKey(request: EndpointRequest): EndpointRequest {
  return request.signing_key === GENERATE ? { ...request, signing_key: newSigningKey() } : request;
}

function definitionOf(made: Draft): Definition {
  if (made.ok) return made.definition;
  throw Refusal.unprocessable(made.faults);
}

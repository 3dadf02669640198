import { randomBytes } from 'node:crypto';
import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { adapterOf } from '../../adapters/registry.js';
import { GatewayConfig } from '../config/gateway-config.js';
import { SECRET_PREFIX } from '../config/parse-keys.js';
import { unprocessable } from '../http/field-faults.js';
import type { Endpoint } from '../model/endpoint.js';
import { ProxyRules } from '../net/proxy-rules.js';
import { TargetGuard } from '../net/target-guard.js';
import {
  DefinedEndpoints,
  UNREADABLE,
  type KnownDefinition,
} from './definitions/defined-endpoints.service.js';
import type { Definition } from './definitions/definition.js';
import { draft } from './definitions/draft.js';
import type { EndpointRequest } from './definitions/endpoint.dto.js';
import { carriedAlong, originChange } from './definitions/moved-origin.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';

/** What was asked of an endpoint, checked as far as can be before it is stored. */
@Injectable()
export class EndpointDesk {
  constructor(
    private readonly config: GatewayConfig,
    private readonly catalogue: EndpointCatalogue,
    private readonly defined: DefinedEndpoints,
    private readonly guard: TargetGuard,
    private readonly proxies: ProxyRules,
  ) {}

  /** By internal id or by public name. @throws NotFoundException */
  find(id: string): Endpoint {
    const endpoint = this.catalogue.lookUp(id);
    if (!endpoint) throw new NotFoundException(`There is no endpoint ${id.slice(0, 64)}.`);
    return endpoint;
  }

  /** One whose URL and keys are known. @throws NotFoundException, ConflictException */
  findReadable(id: string): Endpoint {
    const endpoint = this.find(id);
    if (endpoint.disabled?.reason !== UNREADABLE) return endpoint;
    throw new ConflictException(`${endpoint.webhookId} cannot be used: ${UNREADABLE}.`);
  }

  /** One that may be changed here. @throws NotFoundException, ConflictException `read_only` */
  writable(id: string): KnownDefinition {
    const endpoint = this.find(id);
    const known = this.defined.find(endpoint.id);
    if (known && endpoint.source === 'api') return known;
    const place =
      endpoint.source === 'file' ? 'the file of WEBHOOK_CONFIG' : 'the environment (WEBHOOK_URLS)';
    throw new ConflictException({
      code: 'read_only',
      message: `${endpoint.webhookId} is defined by ${place}: change it there.`,
    });
  }

  /** The definition a request makes. @throws UnprocessableEntityException naming the fields */
  define(request: EndpointRequest, base: Definition | null): Definition {
    const made = draft(request, base, this.config.brand);
    if (made.ok) return made.definition;
    throw unprocessable(made.faults);
  }

  /**
   * The same with the guard's verdict on its URL. Where that goes to another server than before, no secret goes along:
   * what was given for the old one has to be given anew, and a replaced key signs on no longer.
   *
   * @throws UnprocessableEntityException naming the fields
   */
  async defineGuarded(request: EndpointRequest, base: Definition | null): Promise<Definition> {
    const definition = this.define(request, base);
    const { message } = await this.verdict(definition);
    if (message !== null) throw unprocessable([{ field: 'url', message }]);
    return this.#moved(request, base, definition);
  }

  #moved(request: EndpointRequest, base: Definition | null, definition: Definition): Definition {
    if (base === null || originChange(base, definition) === null) return definition;
    const faults = carriedAlong(request, base, definition);
    if (faults.length > 0) throw unprocessable(faults);
    const { previous: _previous, ...secrets } = definition.secrets;
    return { ...definition, secrets };
  }

  /** Whether the guard would let deliveries go there now, and why not. A name nobody knows yet is no refusal. */
  async verdict({
    secrets,
  }: Definition): Promise<{ readonly message: string | null; readonly unresolved: boolean }> {
    if (this.catalogue.isTrustedHost(secrets.url)) return { message: null, unresolved: false };
    const url = new URL(secrets.url);
    const proxy = this.proxies.proxyFor(url);
    if (proxy) return { message: this.proxies.refusal(proxy, url, this.guard), unresolved: false };
    const { refused, unresolved } = await this.guard.check(url);
    return { message: refused, unresolved };
  }

  /** An endpoint as it would be, before it is stored. */
  preview(definition: Definition): Endpoint {
    return this.defined.preview(definition, this.catalogue.isTrustedHost(definition.secrets.url));
  }

  /** A new key where one is asked for by saying nothing, and the target verifies signatures. */
  withSecret(definition: Definition, request: EndpointRequest): Definition {
    const wanted = request.secret === undefined && adapterOf(definition.adapter)?.signed === true;
    return wanted ? { ...definition, secrets: { ...definition.secrets, secret: newSecret() } } : definition;
  }
}

/** `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return SECRET_PREFIX + randomBytes(32).toString('base64');
}

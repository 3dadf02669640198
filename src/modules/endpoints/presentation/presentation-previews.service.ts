import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../../adapters/registry.js';
import { parseData, type PlainObject } from '../../../adapters/plain-value.js';
import { SAMPLES } from '../../../adapters/samples.js';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { EventTypeDrafts } from '../../event-types/event-type-drafts.service.js';
import { templatesOf } from '../../event-types/event-type-entry.js';
import { missingIn, type MissingPath } from '../../event-types/missing-paths.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { Refusal, type FieldFault } from '../../model/refusal.js';
import type { Definition } from '../definitions/definition.js';
import { DefinitionCache } from '../definitions/definition-cache.service.js';
import type { EndpointRequest } from '../definitions/endpoint.dto.js';
import { messageOptionsOf } from './message-options.js';
import { payloadOf } from './payload.dto.js';
import { presentationFaults, presentationOf } from './presentation-draft.js';
import { missingFields, namedFields } from './missing-fields.js';
import { missingPaths, presentsMessages } from './missing-paths.js';
import { knownOf } from './presentation-warnings.js';

/** The presentation that a request describes, not saved. */
export type PresentationRequest = Pick<EndpointRequest, 'message' | 'payload'>;

/** The data of the samples, parsed once. */
const SAMPLE_DATA = SAMPLES.map(({ event: { type, data } }) => ({ type, data: parseData(data) }));

/** Makes endpoints with a presentation that is not saved. */
@Injectable()
export class PresentationPreviews {
  constructor(
    private readonly config: GatewayConfig,
    private readonly definitions: DefinitionCache,
    private readonly types: EventCatalogue,
    private readonly drafts: EventTypeDrafts,
  ) {}

  /**
   * Finds the paths of the endpoint's templates that neither the event, nor the schema and the samples of its type have, and the names of
   * fields that no event of the endpoint has.
   *
   * @param eventType an entry of the type that is not saved, as the API takes it: its schema counts, and its templates are looked at too
   */
  missing(endpoint: Endpoint, event: GatewayEvent, eventType?: object | null): MissingPath[] {
    const data = parseData(event.data);
    const ofType = SAMPLE_DATA.filter(({ type }) => type === event.type);
    const draft = eventType ? this.drafts.of(event.type, eventType) : null;
    const { schema } = draft?.type ?? this.types.typeOf(event.type);
    const known = {
      of: `${event.type} event`,
      schemas: schema === null ? [] : [schema],
      values: [data, ...ofType.map((sample) => sample.data)],
    };
    const own = templatesOf(draft?.entry ?? {}).map(
      ({ field, source }) => [`event_type.${field}`, source] as const,
    );
    return [
      ...missingPaths(endpoint, known),
      ...missingIn(own, known),
      ...this.#missingFields(endpoint, data),
    ];
  }

  /** Finds names of fields that no event of the endpoint has, whatever its type: fields are chosen for all of them. */
  #missingFields(endpoint: Endpoint, data: PlainObject): MissingPath[] {
    if (!presentsMessages(endpoint) || namedFields(endpoint.message.fields).length === 0) return [];
    const stored = [data, ...SAMPLE_DATA.map((sample) => sample.data)];
    const known = knownOf({ patterns: endpoint.events, types: this.types.types.values(), stored });
    return known === null ? [] : missingFields(endpoint.message.fields, known);
  }

  /**
   * Applies `message` and `payload` of a request to a configured endpoint, as `PATCH` would, without saving them.
   *
   * @throws Refusal `unprocessable`, naming the fields
   */
  applied(endpoint: Endpoint, request: PresentationRequest): Endpoint {
    if (request.message === undefined && request.payload === undefined) return endpoint;
    const base = this.definitions.find(endpoint.id)?.definition ?? withoutSettings(endpoint);
    const { brand, message } = this.config;
    const adapter = adapterOf(endpoint.adapter)!;
    const { settings, faults } = presentationOf(request, base, { adapter, headers: endpoint.headers, brand });
    if (faults.length > 0) throw Refusal.unprocessable(faults);
    return {
      ...endpoint,
      message: messageOptionsOf(settings.message ?? undefined, message),
      payload: payloadOf(settings.payload ?? undefined),
    };
  }
}

function withoutSettings({ adapter, url }: Endpoint): Definition {
  return { adapter, settings: {}, secrets: { url } };
}

/**
 * Takes templates that cannot be compiled out of a request, so that the built-in texts or the gateway payload stand in their place.
 * `notes` tells it in sentences.
 */
export function withoutFaultyTemplates<T extends PresentationRequest>(
  request: T,
): { readonly request: T; readonly faults: readonly FieldFault[]; readonly notes: readonly string[] } {
  const faults = presentationFaults(request).filter(({ line }) => line !== undefined);
  const usable = { ...request };
  const notes: string[] = [];
  for (const { field, message } of faults) {
    const [part, ...path] = field.split('.');
    const name = path.join('.');
    if (part === 'message') {
      usable.message = { ...usable.message, [name]: null };
      notes.push(`${message} Built-in text is shown in its place.`);
    } else {
      usable.payload = withoutPart(usable.payload, name);
      const left =
        usable.payload === 'gateway'
          ? 'The gateway payload is shown in its place.'
          : 'The header is left out.';
      notes.push(`${message} ${left}`);
    }
  }
  return { request: faults.length === 0 ? request : usable, faults, notes };
}

/** Takes one header out of a payload; a body that cannot be used takes the whole payload along. */
function withoutPart(payload: PresentationRequest['payload'], part: string): PresentationRequest['payload'] {
  const header = /^headers\.(.*)$/s.exec(part)?.[1];
  if (header === undefined || typeof payload !== 'object' || payload === null) return 'gateway';
  const headers = Object.entries(payload.headers ?? {}).filter(([name]) => name !== header);
  return { ...payload, headers: Object.fromEntries(headers) };
}

import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { SameField } from '../../endpoints/definitions/field.js';

/** The body of `POST /api/webhooks/endpoints/check-filter`. */
export class FilterCheckRequest {
  @SameField(EndpointRequest, 'filter')
  filter?: object | null;

  @SameField(EndpointRequest, 'events')
  events?: string[] | null;
}

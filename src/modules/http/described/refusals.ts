import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { RouteDescription } from './route-description.js';
import { RefusalView } from './refusal.response.js';

/** A refusal of one status, with an example of its body. */
interface Kind {
  readonly description: string;
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  /** True: the answer has `Retry-After`. */
  readonly retryAfter?: boolean;
}

const NO_FIELD = 'There is no field colour.';

const KINDS: Readonly<Record<number, Kind>> = {
  400: {
    description:
      'Malformed: no JSON, a path that cannot be read, or a field missing, unknown or of the wrong form.',
    code: 'invalid_request',
    message: NO_FIELD,
    errors: [{ field: 'colour', message: NO_FIELD }],
  },
  401: {
    description:
      'No key, an invalid one, or one that has ended (`key_expired`, `key_revoked`, `key_rotated`).',
    code: 'unauthorized',
    message: 'Send a key: Authorization: Bearer KEY.',
  },
  403: {
    description:
      'The key may not do this; a session came without its token (`csrf_token`); without keys: a web page of another site, or a proxy.',
    code: 'forbidden',
    message: 'Key render-farm has the role emit; this needs the role viewer, operator or admin.',
  },
  404: {
    description: 'Not found.',
    code: 'not_found',
    message: 'There is no endpoint webhook_9.',
  },
  409: {
    description: 'The request conflicts with the present state.',
    code: 'conflict',
    message: 'An event with the id order-7 and other content was accepted before.',
  },
  413: { description: 'The body is too large.', code: 'body_too_large', message: 'The body is over 1 MiB.' },
  415: {
    description: 'The route does not accept this media type or encoding.',
    code: 'unsupported_media_type',
    message: 'Send JSON, with Content-Type: application/json.',
  },
  422: {
    description: 'Well-formed, but it cannot be carried out.',
    code: 'unprocessable',
    message: 'url is not an http or https URL.',
    errors: [{ field: 'url', message: 'url is not an http or https URL.' }],
  },
  429: {
    description:
      'Too many wrong keys came from this address; while it is locked out, the right key is refused too.',
    code: 'too_many_requests',
    message: 'Too many wrong keys came from your address. Try again later.',
    retryAfter: true,
  },
  503: {
    description: 'The store does not answer, or the gateway is busy or stopping; nothing was done.',
    code: 'store_unavailable',
    message: 'The store does not answer now; nothing was done.',
    retryAfter: true,
  },
  507: {
    description: 'The disk of the store is full; nothing was done.',
    code: 'store_full',
    message: 'The disk of the store is full; nothing was accepted.',
    retryAfter: true,
  },
};

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
};

/** Decorators that describe the refusals of a route: its own, and those of its access, its parameters and its body. */
export function refusalResponses(route: RouteDescription): MethodDecorator[] {
  const statuses = new Set([...usual(route), ...(route.refusals ?? [])]);
  return [
    ApiExtraModels(RefusalView),
    ...[...statuses].sort((one, other) => one - other).map(refusalResponse),
  ];
}

function usual({ access, body, params, query, answers }: RouteDescription): number[] {
  return [
    ...(access === 'open' ? [] : [401, 403, 429]),
    ...(body ? [400, 413, 415] : []),
    ...(query || params ? [400] : []),
    ...(Object.keys(answers).length > 0 && access !== 'open' ? [503] : []),
  ];
}

function refusalResponse(status: number): MethodDecorator {
  const { description, retryAfter = false, ...refusal } = KINDS[status]!;
  return ApiResponse({
    status,
    description,
    ...(retryAfter ? { headers: RETRY_AFTER } : {}),
    content: {
      'application/json': {
        schema: { $ref: getSchemaPath(RefusalView) },
        example: { success: false, ...refusal },
      },
    },
  } as Parameters<typeof ApiResponse>[0]);
}

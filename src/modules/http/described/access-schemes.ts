import { ApiSecurity } from '@nestjs/swagger';

/** The keys that open a route: of administrators, of event senders, of signed senders as well, or none. */
export type Access = 'admin' | 'emit' | 'ingest' | 'open';

export const KEY = 'key';
export const SIGNATURE = 'signature';
const SIGNATURE_ID = 'signatureId';
const SIGNATURE_TIME = 'signatureTimestamp';
export const SESSION = 'session';
export const CSRF = 'csrf';

const header = (name: string, description: string) =>
  ({ type: 'apiKey', in: 'header', name, description }) as const;

/** Ways of authentication, which is required only where keys are set. */
export const SCHEMES = {
  [KEY]: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of `WEBHOOK_ADMIN_KEYS`, which opens everything, or of `WEBHOOK_EMIT_KEYS` for events.',
  },
  [SIGNATURE]: header(
    'webhook-signature',
    'Standard Webhooks: `v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body` with an emit key.',
  ),
  [SIGNATURE_ID]: header(
    'webhook-id',
    'Sent with the signature; the id of the event unless the event has its own.',
  ),
  [SIGNATURE_TIME]: header(
    'webhook-timestamp',
    'Sent with the signature: Unix time in seconds, at most five minutes off.',
  ),
  [SESSION]: {
    type: 'apiKey',
    in: 'cookie',
    name: 'gateway_session',
    description: "The console's session, which a key of the role viewer, operator or admin opens.",
  },
  [CSRF]: header('X-CSRF-Token', 'Sent with the session on requests other than GET.'),
} as const;

const BY_KEY = { [KEY]: [] };
const BY_SESSION = { [SESSION]: [], [CSRF]: [] };
const BY_SIGNATURE = { [SIGNATURE]: [], [SIGNATURE_ID]: [], [SIGNATURE_TIME]: [] };

const WAYS: Readonly<Record<Access, readonly Record<string, string[]>[]>> = {
  admin: [BY_KEY, BY_SESSION],
  emit: [BY_KEY, BY_SESSION],
  ingest: [BY_KEY, BY_SIGNATURE, BY_SESSION],
  open: [],
};

/** Decorators that describe the ways of authentication of a route, one for each way. */
export function accessOf(access: Access): (ClassDecorator & MethodDecorator)[] {
  return WAYS[access].map((way) => ApiSecurity(way));
}

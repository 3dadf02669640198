/** Words for people, by the name of the action. */
const WORDS: Readonly<Record<string, string>> = {
  'access.forbidden': 'Refused: the role does not allow it',
  'access.held_off': 'Refused: too many wrong keys',
  'access.key_expired': 'Refused: key expired',
  'access.key_revoked': 'Refused: key revoked',
  'access.key_rotated': 'Refused: key was rotated',
  'access.locked_out': 'Address locked out',
  'access.no_key': 'Refused: no key',
  'access.sign_in_failed': 'Sign-in failed',
  'access.wrong_key': 'Refused: wrong key',
  'access.wrong_signature': 'Refused: wrong signature',
  'actions.mute_1h': 'Endpoint muted from a message',
  'actions.mute_tomorrow': 'Endpoint muted from a message',
  'actions.not_allowed': 'Refused: button pressed by somebody who may not',
  'actions.probe': 'Circuit probed from a message',
  'actions.redeliver': 'Delivery redelivered from a message',
  'console.login': 'Signed in',
  'console.logout': 'Signed out',
  'deliveries.cancel': 'Delivery cancelled',
  'deliveries.redeliver': 'Delivery redelivered',
  'deliveries.retry': 'Delivery retried now',
  'endpoints.create': 'Endpoint added',
  'endpoints.delete': 'Endpoint deleted',
  'endpoints.disable': 'Endpoint disabled',
  'endpoints.enable': 'Endpoint enabled',
  'endpoints.mute': 'Endpoint muted',
  'endpoints.pause': 'Endpoint paused',
  'endpoints.probe': 'Circuit probed',
  'endpoints.replay': 'Events replayed',
  'endpoints.resume': 'Endpoint resumed',
  'endpoints.rotate-secret': 'Signing secret rotated',
  'endpoints.rotate-signing-key': 'Signing key rotated',
  'endpoints.test': 'Test event sent',
  'endpoints.update': 'Endpoint changed',
  'erasures.create': 'Erasure of a job started',
  'event-types.delete': 'Event type reset',
  'event-types.update': 'Event type changed',
  'events.create': 'Events sent',
  'incidents.acknowledge': 'Incident acknowledged',
  'incidents.note': 'Note added to an incident',
  'keys.create': 'Key made',
  'keys.delete': 'Key revoked',
  'keys.rotate': 'Key rotated',
  'keys.update': 'Key changed',
  listen: 'Listener opened',
  'mutes.create': 'Mute for all endpoints added',
  'mutes.delete': 'Mute ended',
  'operations.cancel': 'Operation stopped',
  test: 'Test sent to a URL',
  trigger: 'Event sent',
  'views.create': 'View saved',
  'views.delete': 'View deleted',
  'views.update': 'View changed',
};

/** Words for an action on all deliveries that a filter matches. */
const BULK_WORDS: Readonly<Record<string, string>> = {
  'deliveries.cancel': 'Deliveries cancelled in bulk',
  'deliveries.redeliver': 'Deliveries redelivered in bulk',
  'deliveries.retry': 'Deliveries retried now in bulk',
};

/** Says in words what an action did. Actions of messages that an operator declared have no words of their own; what is unknown is named as it is. */
export function actionWords(action: string, detail: Readonly<Record<string, unknown>>): string {
  const declared = /^actions\.(.+)$/.exec(action)?.[1];
  const { fields } = detail;
  const bulk = Array.isArray(fields) && fields.includes('filter') ? BULK_WORDS[action] : undefined;
  return (
    bulk ?? WORDS[action] ?? (declared === undefined ? action : `Action ${declared} pressed in a message`)
  );
}

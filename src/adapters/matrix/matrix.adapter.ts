import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { MATRIX_EXPLANATIONS } from './matrix-explanations.js';
import { judgeMatrix } from './matrix-judge.js';
import { MATRIX_LIMITS, matrixBanner, matrixMessage, MENTION } from './matrix-message.js';
import { MatrixOptions } from './matrix-options.js';
import {
  acceptMatrix,
  detectMatrix,
  maskMatrix,
  MATRIX_LOOK_ALIKES,
  matrixConflicts,
  messageUrl,
  optionsOfUrl,
} from './matrix-url.js';
import { matrixUsage } from './matrix-usage.js';

const about: About = {
  label: 'Matrix',
  icon: 'M6 3.5H3.5v17H6M18 3.5h2.5v17H18M7.5 16V9.5M7.5 11c.5-1 1.3-1.6 2.3-1.6 1.3 0 2.2.9 2.2 2.3V16M12 11.5c.5-1.3 1.3-2.1 2.4-2.1 1.3 0 2.1.9 2.1 2.3V16',
  hint: 'Matrix room: a user of its own on a homeserver, matrix+https://<homeserver>',
  findUrl:
    'Make a user for the gateway, invite it to the room and let it join; its access token stands in the settings of its client under Help & About, the internal id of the room in the settings of the room under Advanced.',
  urls: [
    'matrix+https://<homeserver>',
    'matrix+https://<homeserver>/_matrix/client/v3/rooms/<room>/send/m.room.message?access_token=<token>',
  ],
  promises: [
    'Receives a formatted message: which job, what happened, why, and where to go next; long texts are shortened.',
    'Markup, mentions and addresses in your data are shown as text; nobody is pinged but the one you name for failures.',
    'The events of a job become one message that is edited live; a failure is announced by a short message, because edits notify nobody.',
    'A delivery that is sent twice is shown once: the homeserver knows it by its id.',
    'Encrypted rooms are not supported: messages would arrive there unencrypted.',
  ],
};

/** Adapter of rooms of Matrix. */
export const matrix: Adapter<MatrixOptions> = {
  type: 'matrix',
  about,
  version: 5,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: { pattern: MENTION, accepted: '@room, or @user:example.com for a member' },
  conversations: { modes: ['live'], default: 'live', example: { event_id: '$first:example.com' } },
  detect: detectMatrix,
  accept: acceptMatrix,
  mask: maskMatrix,
  lookAlikes: MATRIX_LOOK_ALIKES,
  Options: MatrixOptions,
  fromUrl: optionsOfUrl,
  conflicts: matrixConflicts,
  secretOptions: ['token'],
  limits: MATRIX_LIMITS,
  needsBody: true,
  rateLimits: [],
  ordering: 'job',
  format,
  judge: judgeMatrix,
  explanations: MATRIX_EXPLANATIONS,
  usage: matrixUsage,
};

function format(event: GatewayEvent, target: Target<MatrixOptions>): FormattedRequest {
  const { url, options, message, deliveryId, postKey = deliveryId, conversation } = target;
  const { roomId = '', token } = options;
  const notification = notificationOf(event, target, rowWithin(2, MATRIX_LIMITS.url));
  const { headers, body } = jsonBody(
    matrixMessage(notification, { options, zone: message.zone, conversation }),
  );
  return {
    method: 'PUT',
    // Each request of a delivery is a transaction of its own.
    url: messageUrl(url, roomId, [postKey, conversation?.as].filter(Boolean).join('.')),
    headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    body,
    ...toldOf(notification, matrixBanner(notification, { options, conversation })),
  };
}

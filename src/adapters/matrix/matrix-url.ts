import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { OR_GENERIC, withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';
import type { MatrixOptions } from './matrix-options.js';

/** Path of a homeserver's client API, after any folder: of a room where it names one. */
const PATH =
  /^(?<folder>(?:\/(?!_matrix\/)[^/]+)*?)\/?(?:\/_matrix\/client(?:\/(?:v3|r0)(?:\/rooms\/(?<room>[^/]+)(?:\/send(?:\/m\.room\.message)?(?:\/[^/]*)?)?)?)?\/?)?$/;
const EXPECTED = 'expected matrix+https://<homeserver>, with the options room_id and token';
const ROOM = 'in Element, open the settings of the room and Advanced to see its internal id';

/** The pages of a web client. */
const WEB_CLIENT = /^#\/(room|user|group|home)(\/|$)/;

/** The page of a room in a web client, on whatever host: its homeserver may be on another. */
const PAGE = `This is the page of a Matrix client, whose host is seldom that of the homeserver: ${EXPECTED}; ${ROOM}.`;

/** Recognises nothing: Matrix runs on anybody's host. */
export function detectMatrix(): Detection {
  return null;
}

/** Accepts the address of a homeserver, and that of messages to a room; an access token may stand in its query. */
export function acceptMatrix(url: URL): Exclude<Detection, null> {
  if (WEB_CLIENT.test(url.hash)) return { refused: PAGE };
  const parts = PATH.exec(url.pathname)?.groups;
  if (parts === undefined) {
    return {
      refused: `This is another address of a Matrix homeserver, which takes no messages: ${EXPECTED}.`,
    };
  }
  const plain = new URL(url);
  const room =
    parts['room'] === undefined ? '' : `/_matrix/client/v3/rooms/${parts['room']}/send/m.room.message`;
  plain.pathname = `${parts['folder'] ?? ''}${room}`;
  return withQuery(plain, ['access_token']);
}

/** Reads the options that the URL sets. */
export function optionsOfUrl(url: URL): Partial<MatrixOptions> {
  const token = url.searchParams.get('access_token');
  const roomId = roomIn(url);
  return { ...(roomId ? { roomId } : {}), ...(token ? { token } : {}) };
}

function roomIn({ pathname }: URL): string | null {
  const room = PATH.exec(pathname)?.groups?.['room'];
  if (room === undefined) return null;
  try {
    return decodeURIComponent(room);
  } catch {
    return room;
  }
}

/** Finds what is missing, and what URL and options say differently. */
export function matrixConflicts(url: URL, options: MatrixOptions): readonly OptionConflict[] {
  const { roomId, token } = options;
  const ofUrl = optionsOfUrl(url);
  const differs = (option: 'roomId' | 'token'): OptionConflict[] =>
    ofUrl[option] !== undefined && ofUrl[option] !== options[option]
      ? [{ option, message: `${option} and the URL differ: remove one of them` }]
      : [];
  return [
    ...(roomId === undefined ? [{ option: 'roomId', message: `roomId is required: ${ROOM}` }] : []),
    ...(token === undefined
      ? [
          {
            option: 'token',
            message: 'token is required: the access token of a user that has joined the room',
          },
        ]
      : []),
    ...differs('roomId'),
    ...differs('token'),
  ];
}

/**
 * Makes the address of a message. A homeserver sends one message for all requests with the same transaction id.
 *
 * @param transaction id of the delivery
 */
export function messageUrl(url: string, roomId: string, transaction: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const folder = PATH.exec(parsed.pathname)?.groups?.['folder'] ?? '';
  const [room, id] = [roomId, transaction].map((part) => encodeURIComponent(part.toWellFormed()));
  return `${parsed.origin}${folder}/_matrix/client/v3/rooms/${room}/send/m.room.message/${id}`;
}

/** Masks the token; the room stays readable. */
export function maskMatrix(url: URL): string {
  const known = PATH.test(url.pathname);
  const path = known ? url.pathname : '/***';
  return `${url.origin}${path}${url.searchParams.has('access_token') ? `?access_token=${MASK}` : ''}`;
}

/** Homeservers without the prefix that names Matrix, and links to rooms. */
export const MATRIX_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^(matrix\.to|app\.element\.io|app\.cinny\.in)$/,
    says: `This is a link to a Matrix room, which takes no posts: ${EXPECTED}; ${ROOM}.`,
    refuses: true,
  },
  {
    path: /\/_matrix\/client(\/|$)/,
    says: `This looks like a Matrix homeserver: ${withPrefix('matrix')}`,
  },
  {
    hash: /^#\/(room\/([!#]|%2[13])|user\/(@|%40))/i,
    says: PAGE,
    refuses: true,
  },
  {
    hash: WEB_CLIENT,
    says: `This looks like the page of a Matrix client, which takes no messages: ${EXPECTED}; ${ROOM}. ${OR_GENERIC}`,
  },
  {
    path: /\/_matrix\/(federation|media|key)\/|\/\.well-known\/matrix\//,
    says: `This is another address of a Matrix homeserver, which takes no messages: ${EXPECTED}.`,
    refuses: true,
  },
  {
    host: /^(matrix|synapse)\./,
    says: `The name of this host says Matrix: ${withPrefix('matrix')}`,
  },
];

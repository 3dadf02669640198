import { objectIn } from '../../../../adapters/answer-words.js';
import { isObject, type PlainObject } from '../../../../adapters/plain-value.js';
import type { HeardPress } from '../../press/button-presses.service.js';

/** A message of Slack over a WebSocket of Socket Mode. */
export type SlackSaid =
  | { readonly kind: 'hello' }
  /** The connection is about to end: `warning`, `refresh_requested`, `link_disabled`. */
  | { readonly kind: 'disconnect'; readonly reason: string }
  /** A message that is to be acknowledged; `press` is null where it tells of no press that can be read. */
  | { readonly kind: 'envelope'; readonly id: string; readonly press: SlackPress | null }
  | { readonly kind: 'nothing' };

export interface SlackPress extends Omit<HeardPress, 'source'> {
  /** Address at which the press is answered, as Slack names it; null where it names none. */
  readonly responseUrl: string | null;
}

/** Longest id of an envelope, value of a button, time of a press, and address, characters. */
const ID_MAX = 200;
const VALUE_MAX = 64;
const TIME_MAX = 30;
const URL_MAX = 2_000;
const MEMBER = /^[UW][A-Z0-9]{2,30}$/;
const CHANNEL = /^[CGD][A-Z0-9]{2,30}$/;

/** Reads a text of Slack. Total: what has no such form is nothing. */
export function slackSaid(text: string): SlackSaid {
  const said = objectIn(text) ?? {};
  const { type, reason, envelope_id: id, payload } = said;
  if (type === 'hello') return { kind: 'hello' };
  if (type === 'disconnect')
    return { kind: 'disconnect', reason: typeof reason === 'string' ? reason.slice(0, ID_MAX) : '' };
  if (typeof id !== 'string' || id === '' || id.length > ID_MAX) return { kind: 'nothing' };
  return {
    kind: 'envelope',
    id,
    press: type === 'interactive' && isObject(payload) ? pressOf(payload) : null,
  };
}

function pressOf({ type, user, channel, actions, response_url: url }: PlainObject): SlackPress | null {
  const action: unknown = Array.isArray(actions) ? actions[0] : null;
  if (type !== 'block_actions' || !isObject(action) || !isObject(user) || !isObject(channel)) return null;
  const { value, action_ts: time } = action;
  const [member, place] = [user['id'], channel['id']];
  // A button that is a link is told of too, and says nothing.
  if (typeof value !== 'string' || typeof time !== 'string' || time.length > TIME_MAX) return null;
  if (typeof member !== 'string' || !MEMBER.test(member)) return null;
  if (typeof place !== 'string' || !CHANNEL.test(place)) return null;
  return {
    pressId: `${member} ${time}`,
    reference: value.length <= VALUE_MAX ? value : '',
    chat: { id: place, name: null },
    user: { id: member, name: nameOf(user) },
    responseUrl: typeof url === 'string' && url.length <= URL_MAX ? url : null,
  };
}

function nameOf(user: PlainObject): string {
  const name = ['username', 'name']
    .map((part) => user[part])
    .find((one) => typeof one === 'string' && one !== '');
  return typeof name === 'string' ? name.slice(0, ID_MAX) : '';
}

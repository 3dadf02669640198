import { cleanLine } from '../../../adapters/clean-text.js';
import type { CarriedAction, Presser } from './carried-action.js';

/** A press that the server of a chat tells of, and who it says has pressed. */
export interface ChatPress {
  /** The chat: `mattermost`. */
  readonly via: string;
  /** As the chat names them; one line. */
  readonly name: string;
}

const NAME_MAX = 60;

/** Reads the request that a Mattermost server sends when a button is pressed; null for any other body. */
export function mattermostPress(body: unknown): ChatPress | null {
  if (typeof body !== 'object' || body === null) return null;
  const { user_id: id, user_name: name, post_id: post } = body as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof post !== 'string') return null;
  return { via: 'mattermost', name: nameOf(name, id) };
}

/** Names who presses a button of a chat. The name is the chat's word: the gateway cannot verify it. */
export function chatPresser({ via, name }: ChatPress, ip: string, { endpoint }: CarriedAction): Presser {
  return { via, actor: `${via}: ${name} at ${endpoint.webhookId}`, by: name, ip };
}

function nameOf(name: unknown, id: string): string {
  return cleanLine(typeof name === 'string' ? name : '', NAME_MAX) || cleanLine(id, NAME_MAX) || 'somebody';
}

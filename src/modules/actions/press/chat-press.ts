import type { PressRequests } from '../../../adapters/presses.js';
import { cleanLine } from '../../../adapters/clean-text.js';
import { ADAPTERS } from '../../../adapters/registry.js';
import type { CarriedAction, Presser } from './carried-action.js';

/** A press that the server of a chat tells of, and who it says has pressed. */
export interface ChatPress {
  /** The chat, by the type of its adapter. */
  readonly via: string;
  /** Name of the person in the chat; one line. */
  readonly name: string;
  /** Writes the answer that the server of the chat understands. */
  readonly answer: PressRequests['answer'];
}

const NAME_MAX = 60;

/** Reads the request that the server of a chat sends when a native button is pressed; null for any other body. */
export function chatPress(body: unknown): ChatPress | null {
  if (typeof body !== 'object' || body === null) return null;
  for (const { type: via, presses } of ADAPTERS) {
    const pressed = presses?.read(body) ?? null;
    if (pressed !== null) return { via, name: nameOf(pressed), answer: presses!.answer };
  }
  return null;
}

/** Names who presses a button of a chat. The name is the chat's word: the gateway cannot verify it. */
export function chatPresser({ via, name }: ChatPress, ip: string, { endpoint }: CarriedAction): Presser {
  return { via, actor: `${via}: ${name} at ${endpoint.webhookId}`, by: name, ip };
}

function nameOf({ name, id }: { readonly name: string | null; readonly id: string }): string {
  return cleanLine(name ?? '', NAME_MAX) || cleanLine(id, NAME_MAX) || 'somebody';
}

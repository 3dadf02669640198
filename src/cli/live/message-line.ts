import type { Json } from '../api.js';
import { shown, type Output } from '../output.js';

/** Tells a message of the live stream in a line for people. */
export function lineOf(out: Output, kind: string, data: Json): string {
  const time = out.style('dim', new Date().toTimeString().slice(0, 8));
  return `${time}  ${kind.padEnd(9)}  ${textOf(out, kind, data)}`;
}

function textOf(out: Output, kind: string, data: Json): string {
  switch (kind) {
    case 'event':
      return `${shown(data['type'])}  ${shown(data['id'])}${data['unrouted'] ? '  (unrouted)' : ''}`;
    case 'attempt':
      return `${out.outcome(data['outcome'] as string)}  ${shown(data['event'])} → ${shown(data['webhook_id'])}  attempt ${data['number']}, ${data['status'] === null ? 'no response' : `HTTP ${data['status']}`} in ${data['duration_ms']} ms`;
    case 'delivery':
      return `${out.state(shown(data['state']))}  ${shown(data['event'])} → ${shown(data['webhook_id'])}  ${shown(data['id'])}${data['last_error'] ? `  ${shown(data['last_error'].message)}` : ''}`;
    case 'endpoint':
      return `${shown(data['webhook_id'])} is ${out.state(shown(data['state']))}, circuit ${shown(data['breaker'])}`;
    case 'operation':
      return `${shown(data['kind'])} ${shown(data['id'])}: ${out.state(shown(data['state']))}, ${shown(data['processed'])} of ${shown(data['total'])}`;
    case 'incident':
      return `${out.state(shown(data['state']))}  ${shown(data['webhook_id'])}: ${causeOf(data)}  ${shown(data['failed'])} failed, ${shown(data['held'])} on hold`;
    case 'buttons':
      return `${shown(data['adapter'])} (${data['webhook_ids'].map(shown).join(', ')}): button presses ${out.state(shown(data['state']))}${data['last_error'] ? `  ${shown(data['last_error'].message)}` : ''}`;
    case 'reset':
      return shown(data['reason']);
    default:
      return shown(JSON.stringify(data));
  }
}

const causeOf = ({ cause }: Json): string => shown(cause.summary ?? cause.message);

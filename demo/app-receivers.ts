import type { Arrival, Habits, Verdict } from './receiver.ts';
import { verifySignature } from './verify-signature.ts';

const HEADER = 'X-StreamGank-Signature';

/** Failures of the flaky app before it accepts a delivery. */
const FAILURES = 2;

/** An application of the operator's own: it verifies the signature, then handles the event. */
export function app(secret: string): Habits {
  return {
    name: 'App',
    adapter: '',
    path: '/webhooks/streamgank',
    signed: true,
    judge: (arrival) => (holds(arrival, secret) ? taken('signature verified') : refused()),
  };
}

/** The same application on a bad day: it answers every delivery twice with an error. */
export function flakyApp(secret: string): Habits {
  return {
    name: 'Flaky app',
    adapter: 'generic+',
    path: '/hook?tenant=demo',
    signed: true,
    judge: (arrival) => {
      if (!holds(arrival, secret)) return refused();
      if (arrival.attempt > FAILURES) return taken(`taken at attempt ${arrival.attempt}`);
      const note = `500 at attempt ${arrival.attempt}`;
      return {
        kind: 'later',
        status: 500,
        reply: 'Internal Server Error',
        type: 'text/plain',
        note,
        verified: true,
      };
    },
  };
}

function holds({ json, headers }: Arrival, secret: string): boolean {
  return verifySignature(json, String(headers[HEADER.toLowerCase()] ?? ''), secret);
}

function taken(note: string): Verdict {
  return { kind: 'taken', status: 200, reply: 'OK', type: 'text/plain', note, verified: true };
}

function refused(): Verdict {
  return {
    kind: 'refused',
    status: 401,
    reply: 'Invalid signature',
    type: 'text/plain',
    note: 'invalid signature',
  };
}

import type { Fault } from './outcome.js';

/** Writes a fault for people: its message, with the code before it where the message does not name it. */
export function faultText({ code, message }: Fault): string {
  const text = message.toLowerCase();
  const isNamed = [code, code.replaceAll('_', ' ')].some((name) => text.includes(name.toLowerCase()));
  return isNamed ? message : `${code}: ${message}`;
}

/** Writes the reason that is stored of a disabled endpoint, code and message or an operator's words, without saying the code twice. */
export function reasonText(reason: string): string {
  const [, code, message] = /^(\w+): (.+)$/s.exec(reason) ?? [];
  return code && message ? faultText({ code, message }) : reason;
}

/** Names who did something: a key, or a program on the machine of a gateway without keys. */
export function callerName(actor: string): string {
  return actor === 'loopback' ? 'local (no key)' : actor;
}

/** Names who did something, as the audit log has it: on a gateway without keys nobody has a name. */
export function actorName(actor: string): string {
  return actor === 'loopback' ? 'local (no key)' : actor;
}

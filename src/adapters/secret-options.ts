import type { Adapter } from './adapter.js';

/** Turns the name of a property into its name on the wire: `avatarUrl` → `avatar_url`. */
export function wireName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** True for a property of an adapter's options whose value is a secret. */
export function isSecretOption({ secretOptions }: Adapter, property: string): boolean {
  return secretOptions.includes(wireName(property));
}

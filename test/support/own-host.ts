/** Addresses of targets that have more on the platform's own host than elsewhere: buttons. */
const OWN_HOSTS: Readonly<Record<string, string>> = { discord: 'https://discord.com/api/webhooks/1/t' };

/** Returns the URL of an endpoint whose messages are drawn: on the platform's own host where that makes a difference. */
export function drawnUrl(type: string): string {
  return OWN_HOSTS[type] ?? 'https://app.example.test/hook';
}

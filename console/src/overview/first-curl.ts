import { BASE_PATH } from '../base-path.ts';

const BODY = JSON.stringify({
  event: 'job.completed',
  data: { job_id: 'job_1', parameters: { platform: 'netflix', genre: 'action', country: 'us' } },
});

/** Writes both keys to the file of settings that the gateway reads at its start. */
export const KEYS_COMMAND = String.raw`printf 'WEBHOOK_EMIT_KEYS=%s\nWEBHOOK_ADMIN_KEYS=%s\n' \
  $(openssl rand -hex 32) $(openssl rand -hex 32) >> .env`;

/** Writes the command that sends an event to this gateway. @param needsKey whether keys are set */
export function firstCurl(needsKey: boolean, origin = globalThis.location.origin): string {
  return [
    `curl -X POST '${origin}${BASE_PATH}/api/webhooks/trigger'`,
    ...(needsKey ? ['  -H "Authorization: Bearer $WEBHOOK_EMIT_KEY"'] : []),
    "  -H 'Content-Type: application/json'",
    `  -d '${BODY}'`,
  ].join(' \\\n');
}

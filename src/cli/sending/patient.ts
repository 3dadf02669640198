import { setTimeout as pause } from 'node:timers/promises';
import { isTransient, type Answer, type Api, type Parts } from '../api.js';
import { CliError } from '../cli-error.js';

const TRIES = 6;
const WAIT_MAX_S = 30;
const WAIT_S = 1;

/**
 * Posts a call that may be repeated, because it carries an id: again after no answer, `429`, and `5xx`, as long as `Retry-After`
 * asks or for 1 s, six times in all.
 */
export async function postPatiently(api: Api, path: string, parts: Parts): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await api.ask('POST', path, parts).catch((error: unknown) => {
      if (tries < TRIES && error instanceof CliError && error.cause !== undefined) return null;
      throw error;
    });
    if (answer && (tries === TRIES || !isTransient(answer.status))) return answer;
    const asked = Number(answer?.headers.get('retry-after') ?? WAIT_S);
    await pause(Math.min(Number.isFinite(asked) ? asked : WAIT_S, WAIT_MAX_S) * 1_000);
  }
}

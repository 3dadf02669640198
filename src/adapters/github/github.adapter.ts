import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { GITHUB_EXPLANATIONS } from './github-explanations.js';
import { judgeGithub } from './github-judge.js';
import { GITHUB_LIMITS, githubMessage, type GithubDispatch } from './github-message.js';
import { GithubOptions } from './github-options.js';
import {
  acceptGithub,
  detectGithub,
  dispatchUrl,
  GITHUB_LOOK_ALIKES,
  githubConflicts,
  maskGithub,
  optionsOfUrl,
} from './github-url.js';

const about: About = {
  label: 'GitHub workflows',
  icon: 'M6 3.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM6 8.5v7M6 15.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM18 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM18 12.5c0 3-4 3.5-9.5 5',
  hint: 'Workflows of a repository on GitHub, started by repository_dispatch',
  findUrl:
    'Write https://api.github.com/repos/<owner>/<repository>/dispatches, and make a fine-grained token with the permission Contents: write on that repository.',
  urls: [
    'https://api.github.com/repos/<owner>/<repository>/dispatches',
    'github+https://<server>/api/v3/repos/<owner>/<repository>/dispatches',
  ],
  promises: [
    'Starts the workflows of the repository that wait for repository_dispatch with the type of the event.',
    'The workflow reads the event in github.event.client_payload.',
    'If GitHub does not accept the token or finds no such repository, the endpoint is disabled; queued events are kept.',
  ],
};

/** Adapter of `repository_dispatch` of GitHub, and of servers that take the same requests. */
export const github: Adapter<GithubOptions> = {
  type: 'github',
  about,
  version: 2,
  signed: false,
  fallback: false,
  presents: 'payload',
  detect: detectGithub,
  accept: acceptGithub,
  mask: maskGithub,
  lookAlikes: GITHUB_LOOK_ALIKES,
  Options: GithubOptions,
  fromUrl: optionsOfUrl,
  conflicts: githubConflicts,
  secretOptions: ['token'],
  limits: GITHUB_LIMITS,
  needsBody: true,
  // GitHub's limits for requests that start work: 80 a minute and 500 an hour, for all that use the token.
  rateLimits: [
    { max: 60, windowMs: 60_000 },
    { max: 400, windowMs: 3_600_000 },
  ],
  ordering: 'none',
  format,
  judge: judgeGithub,
  explanations: GITHUB_EXPLANATIONS,
  usage,
};

function format(event: GatewayEvent, target: Target<GithubOptions>): FormattedRequest {
  const { url, options } = target;
  return {
    method: 'POST',
    url: dispatchUrl(url),
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
      ...(options.token === undefined ? {} : { Authorization: `Bearer ${options.token}` }),
    },
    ...githubMessage(event, target),
  };
}

/** Measures how much of GitHub's limits a dispatch takes. */
function usage(body: string): Usage[] {
  const { event_type: type, client_payload: payload } = JSON.parse(body) as GithubDispatch;
  return usages(GITHUB_LIMITS, {
    eventType: [type.length],
    clientPayload: [jsonBytesOf(payload)],
    keys: [Object.keys(payload).length],
  });
}

import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';
import type { GithubOptions } from './github-options.js';

const HOST = /^api\.github\.com\.?$/;
const PATH = /^(?<before>.*)\/repos\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)(\/dispatches)?\/*$/;
const TOKEN = 'token';
const EXPECTED = 'expected https://api.github.com/repos/<owner>/<repository>/dispatches';

/** Recognises the address of a repository in the API of GitHub. */
export function detectGithub(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  secure.hostname = url.hostname.replace(/\.$/, '');
  const found = dispatches(secure);
  return (
    found ?? {
      refused: `This is another address of the API of GitHub, which starts no workflows: ${EXPECTED}.`,
    }
  );
}

/** Accepts a server of one's own (`https://<server>/api/v3/repos/…`), and services that take the same requests. */
export function acceptGithub(url: URL): Exclude<Detection, null> {
  return (
    detectGithub(url) ??
    dispatches(new URL(url)) ?? {
      refused:
        'The URL names no repository: expected github+https://<server>/api/v3/repos/<owner>/<repository>/dispatches.',
    }
  );
}

function dispatches(url: URL): Exclude<Detection, null> | null {
  const { before, owner, repo } = PATH.exec(url.pathname)?.groups ?? {};
  if (owner === undefined || repo === undefined) return null;
  url.pathname = `${before}/repos/${owner}/${repo}/dispatches`;
  return withQuery(url, [TOKEN], 'The gateway writes the request itself.');
}

/** Reads the token of the URL. */
export function optionsOfUrl({ searchParams }: URL): Partial<GithubOptions> {
  const token = searchParams.get(TOKEN);
  return token ? { token } : {};
}

/** Makes the address of dispatches; the token goes into a header. */
export function dispatchUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.origin}${parsed.pathname}` : url;
}

/** Finds a missing token, and one that differs from the URL's. */
export function githubConflicts(url: URL, { token }: GithubOptions): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get(TOKEN);
  if (token === undefined) {
    const message =
      'token is required, here or in the URL (?token=…): make a fine-grained token with the permission Contents: write on the repository';
    return [{ option: 'token', message }];
  }
  return ofUrl && ofUrl !== token
    ? [{ option: 'token', message: 'token and that of the URL differ: remove one of them' }]
    : [];
}

/** Masks the token; owner and repository are shown. */
export function maskGithub({ origin, pathname, searchParams }: URL): string {
  return `${origin}${pathname}${searchParams.has(TOKEN) ? `?${TOKEN}=${MASK}` : ''}`;
}

export const GITHUB_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^((www|docs|gist|raw)\.)?github\.com$/,
    says: `This is a page of GitHub; workflows are started by its API: ${EXPECTED}.`,
    refuses: true,
  },
  {
    path: /^(\/api\/v3)?\/repos\/[^/]+\/[^/]+\/dispatches\/*$/,
    says: `This looks like a GitHub server of your own: ${withPrefix('github')}`,
  },
];

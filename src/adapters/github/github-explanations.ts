import { REPORT_DELIVERY, type Explained } from '../adapter.js';

/** Explanations of GitHub's refusals for people. */
export const GITHUB_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  github_token_refused: [
    'GitHub does not accept the token: it has expired or was revoked.',
    'Make a new fine-grained token with the permission Contents: write on the repository, set the option token, then enable the endpoint.',
  ],
  github_not_found: [
    'GitHub finds no such repository, or the token may not see it.',
    'Check owner and repository in the URL, and that the token has the permission Contents: write on it; then enable the endpoint.',
  ],
  github_forbidden: [
    'The token may not start workflows in this repository.',
    'Give the token the permission Contents: write on the repository, then redeliver.',
  ],
  github_bad_request: ['GitHub refuses the request.', REPORT_DELIVERY],
};

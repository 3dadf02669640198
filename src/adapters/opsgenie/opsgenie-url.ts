import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { withQuery } from '../url-text.js';
import type { OpsgenieOptions } from './opsgenie-options.js';

const JSM = /^api\.atlassian\.com\.?$/;
const OPSGENIE = /^api\.(eu\.)?opsgenie\.com\.?$/;
const KEY = 'api_key';
const ALERTS = '/v2/alerts';
const EXPECTED =
  'expected https://api.atlassian.com/jsm/ops/integration/v2/alerts, https://api.opsgenie.com/v2/alerts or https://api.eu.opsgenie.com/v2/alerts';
const ENDS =
  'Atlassian switches Opsgenie off on 2027-04-05: move the integration to Jira Service Management before that.';

/** Recognises the Alert API of Jira Service Management, and of Opsgenie in the US and the EU. */
export function detectOpsgenie(url: URL): Detection {
  const isOpsgenie = OPSGENIE.test(url.hostname);
  const isJsm = JSM.test(url.hostname) && url.pathname.startsWith('/jsm/ops');
  if (!isOpsgenie && !isJsm) return null;
  const base = isJsm ? '/jsm/ops/integration' : '';
  const known = [base, `${base}/v2`, `${base}${ALERTS}`];
  if (!known.includes(url.pathname.replace(/\/+$/, ''))) {
    return { refused: `This is another address of the Alert API, which creates no alerts: ${EXPECTED}.` };
  }
  const secure = new URL(url);
  secure.protocol = 'https:';
  secure.hostname = url.hostname.replace(/\.$/, '');
  secure.pathname = `${base}${ALERTS}`;
  return normalised(secure, isOpsgenie ? [ENDS] : []);
}

/** Accepts any other host, which takes the same requests below its path. */
export function acceptOpsgenie(url: URL): Exclude<Detection, null> {
  const detected = detectOpsgenie(url);
  if (detected) return detected;
  const plain = new URL(url);
  plain.pathname = `${plain.pathname.replace(/\/*(v2(\/alerts)?)?\/*$/, '')}${ALERTS}`;
  return normalised(plain, []);
}

function normalised(url: URL, warnings: readonly string[]): Exclude<Detection, null> {
  const { url: plain, warnings: left = [] } = withQuery(url, [KEY], 'The gateway writes the alert itself.');
  const all = [...warnings, ...left];
  return { url: plain, ...(all.length > 0 ? { warnings: all } : {}) };
}

/** Reads the key of the URL. */
export function optionsOfUrl({ searchParams }: URL): Partial<OpsgenieOptions> {
  const key = searchParams.get(KEY);
  return key ? { apiKey: key } : {};
}

/** Makes the address that creates alerts or, with an alias, changes the alert of that alias. The key goes into a header. */
export function alertUrl(
  url: string,
  change?: { readonly alias: string; readonly action: 'close' | 'acknowledge' },
): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const base = `${parsed.origin}${parsed.pathname}`;
  return change ? `${base}/${encodeURIComponent(change.alias)}/${change.action}?identifierType=alias` : base;
}

/** Finds a missing key, one that differs from the URL's, and a team beside other responders. */
export function opsgenieConflicts(
  url: URL,
  { apiKey, team, responders }: OpsgenieOptions,
): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get(KEY);
  if (apiKey === undefined) {
    const message =
      'apiKey is required, here or in the URL (?api_key=…): add an API integration to the team and copy its key';
    return [{ option: 'apiKey', message }];
  }
  const differs = ofUrl !== null && ofUrl !== '' && ofUrl !== apiKey;
  return [
    ...(differs
      ? [{ option: 'apiKey', message: 'apiKey and that of the URL differ: remove one of them' }]
      : []),
    ...(team !== undefined && responders !== undefined
      ? [
          {
            option: 'responders',
            message: 'responders cannot be set beside team: name the team among them (team:<name>)',
          },
        ]
      : []),
  ];
}

/** Masks the key. */
export function maskOpsgenie({ origin, pathname, searchParams }: URL): string {
  return `${origin}${pathname}${searchParams.has(KEY) ? `?${KEY}=${MASK}` : ''}`;
}

export const OPSGENIE_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /\.atlassian\.net$/,
    path: /^\/(rest|gateway)\//,
    says: `This is the API of a site of Jira or Confluence, which takes no alerts: ${EXPECTED}. Write generic+ before the URL if a payload of your own suits that API.`,
  },
  {
    host: /\.atlassian\.net$/,
    says: `This is a page of Jira or another product of Atlassian, which takes no posts. Open the team there, choose Operations, Integrations and add "API", and copy its key: ${EXPECTED}.`,
    refuses: true,
  },
  {
    host: /^([a-z0-9-]+\.)*opsgenie\.com$/,
    says: `This is a page of Opsgenie. Add an API integration to the team and copy its key: ${EXPECTED}.`,
    refuses: true,
  },
  {
    host: /^api\.atlassian\.com$/,
    says: `This is another API of Atlassian; alerts go to the one of Jira Service Management: ${EXPECTED}.`,
    refuses: true,
  },
];

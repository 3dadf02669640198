import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike } from '../adapter.js';

/** Hosts of flows, also those of government clouds. */
const HOST = /\.environment\.api\.([a-z0-9-]+\.)*powerplatform\.(com|us|microsoft\.us|cn)\.?$/;
/** Hosts of the connectors that Microsoft has retired. */
const RETIRED = /(^|\.)webhook\.office(365)?\.(com|us)\.?$|^outlook\.office(365)?\.com\.?$/;
const FLOW = /\/workflows\/(?<id>[^/]+)\/triggers\/[^/]+\/(?:paths\/invoke|run)\/?$/;

const MAKE =
  'in Teams, make a Workflow “Post to a channel when a webhook request is received” and copy its URL, which ends in &sig=…';

/** Recognises the address of a Workflow, which is a flow of Power Automate. The query is kept as it is: it is signed. */
export function detectTeams(url: URL): Detection {
  if (RETIRED.test(url.hostname)) {
    return { refused: `Microsoft has retired this kind of address (an Office 365 connector): ${MAKE}.` };
  }
  if (!HOST.test(url.hostname)) return null;
  if (!FLOW.test(url.pathname)) return { refused: `This is not the address of a Workflow: ${MAKE}.` };
  if (!url.searchParams.get('sig')) {
    return {
      refused:
        'This Workflow is not open to the gateway, because its URL has no signature (sig): set “Who can trigger the flow” to “Anyone” and copy the URL again.',
    };
  }
  const secure = new URL(url);
  secure.protocol = 'https:';
  return { url: secure.href };
}

/** Accepts any other host, which takes the same messages. */
export function acceptTeams(url: URL): Exclude<Detection, null> {
  return detectTeams(url) ?? { url: url.href };
}

/** Masks the signature and all but the beginning of the flow's id. */
export function maskTeams(url: URL): string {
  const { id } = FLOW.exec(url.pathname)?.groups ?? {};
  if (id === undefined) return `${url.origin}/***`;
  const path = url.pathname.replace(id, `${id.slice(0, 6)}${MASK}`);
  const query = url.search.replace(/(?<=[?&](?:sig|code)=)[^&]*/g, MASK);
  return `${url.origin}${path}${query}`;
}

/** Addresses that may be flows of Teams, and pages of Teams. */
export const TEAMS_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^teams\.(microsoft|live|cloud\.microsoft)\.?(com|us)?$|^teams\.cloud\.microsoft$/,
    says: `This is the address of a page of Microsoft Teams, which takes no posts: ${MAKE}.`,
    refuses: true,
  },
  {
    host: /(^|\.)powerautomate\.(com|us)$|(^|\.)flow\.microsoft\.(com|us)$|^powerautomate\.microsoft\.com$/,
    says: `This is a page of Power Automate, where flows are made, which takes no posts. Copy the URL from the first step of the flow; if it is to post to Microsoft Teams: ${MAKE}.`,
    refuses: true,
  },
  {
    host: /\.logic\.azure\.(com|us|cn)$/,
    says: 'This looks like a Power Automate or Logic Apps flow. Addresses of this kind have not worked for Microsoft Teams since November 2025: copy the URL of the Workflow again. If it is a Logic App that posts to Teams, write teams+ before the URL; a flow that reads JSON of its own takes it as it is.',
  },
  {
    host: /(^|\.)powerplatform\.(com|us)$/,
    says: `This looks like a Power Automate flow. If it posts to Microsoft Teams: ${MAKE}. A flow that reads JSON of its own takes it as it is.`,
  },
];

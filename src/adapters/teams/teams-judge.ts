import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { isPage, objectIn, tellsOfError } from '../answer-words.js';
import { cleanLine } from '../clean-text.js';
import { isObject } from '../plain-value.js';
import { gone, judgeForeign, judgeStatus, rejected, retry, unexpected } from '../judgement.js';
import { OFF_WAIT_MS } from '../retry-after.js';

const OFF =
  /^(WorkflowTriggerIsNotEnabled|WorkflowDisabled|WorkflowIsDisabled|FlowDisabled|WorkflowSuspended)$/i;
const NO_FLOW = /^(WorkflowNotFound|FlowNotFound|ResourceNotFound|WorkflowTriggerNotFound)$/i;
const NO_ROUTE = /does not match any known API routes/i;

/** An error in the form of Power Automate: `{"error": {"code", "message"}}`. */
interface FlowError {
  readonly code: string;
  readonly detail: string;
}

/**
 * A flow answers 202 as soon as it has taken the card; whether Teams shows it, nobody is told. Errors in Power Automate's form decide
 * over a 4xx; what has no such form came from something in between.
 */
export function judgeTeams(response: TargetResponse): Outcome {
  const { status, body } = response;
  if (status >= 200 && status < 300) return judgeSuccess(response);
  const error = errorIn(body);
  if (error === null) return judgeForeign(response);
  const { code, detail } = error;
  if (OFF.test(code)) {
    return retry(response, { code: 'teams_flow_off', hint: OFF_WAIT_MS, slowDown: true, detail });
  }
  if (status === 404 && (NO_FLOW.test(code) || NO_ROUTE.test(detail)))
    return gone(response, 'teams_flow_not_found', detail);
  return judgeStatus(response, { detail }) ?? refused(response, detail);
}

function refused(response: TargetResponse, detail: string): Outcome {
  const { status } = response;
  if (status === 401 || status === 403) return rejected(response, 'teams_not_open', detail);
  return rejected(response, status === 413 ? 'teams_too_large' : 'teams_bad_request', detail);
}

/** Connectors of old, and what stands in for them, answer 200 and tell of a limit in words. */
function judgeSuccess(response: TargetResponse): Outcome {
  const { body } = response;
  const limited = /HTTP error 429/i.test(body);
  if (!limited && !isPage(body) && !tellsOfError(body)) return { kind: 'delivered' };
  return unexpected(response, { slowDown: limited });
}

function errorIn(body: string): FlowError | null {
  const error = objectIn(body)?.['error'];
  if (!isObject(error) || typeof error['code'] !== 'string') return null;
  const code = cleanLine(error['code'], 80);
  const message = typeof error['message'] === 'string' ? cleanLine(error['message'], 200) : '';
  return { code, detail: message ? `${message} (${code})` : code };
}

import { isoTime } from '../../model/iso-time.js';
import type { ListenerStatus } from '../buttons/listener-status.js';
import type { ButtonListenerView } from './actions.response.js';

/** A listener for native buttons, as the API and the live stream show it. */
export function listenerView({
  adapter,
  endpoints,
  state,
  since,
  fault,
}: ListenerStatus): ButtonListenerView {
  return {
    adapter,
    webhook_ids: endpoints.map(({ webhookId }) => webhookId),
    state,
    since: isoTime(since),
    last_error: fault,
  };
}

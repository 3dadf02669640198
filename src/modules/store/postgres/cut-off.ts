/** Time after which a node that freezes, or is cut off, while it holds locks loses its session, ms. */
const FROZEN_MS = 2_000;

/** Sets the limit for the transaction at hand; to be selected in it together with the locks. */
export const CUT_OFF_SOON = `set_config('idle_in_transaction_session_timeout', '${FROZEN_MS}', true)`;

/** A node that freezes, or is cut off, while it holds locks that others wait for loses its session after so long, ms. */
const FROZEN_MS = 2_000;

/** To be selected with such locks, in their transaction: it holds until its end. */
export const CUT_OFF_SOON = `set_config('idle_in_transaction_session_timeout', '${FROZEN_MS}', true)`;

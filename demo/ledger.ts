/** What one receiver saw; the proof of the demo's last line. */
export class Ledger {
  /** Ids of the deliveries taken: answered 2xx. */
  readonly taken = new Set<string>();
  attempts = 0;
  /** Answered with "later", to be tried again. */
  postponed = 0;
  /** Taken before and sent again. */
  duplicates = 0;
  /** Sentences: what was wrong with what arrived. */
  readonly refusals: string[] = [];
  /** Signatures that held; null where the target has none. */
  verified: number | null = null;
}

/** Deliveries the gateway promised, per `webhook_n`. */
export class Promises {
  readonly #byWebhook = new Map<string, Set<string>>();

  add(webhookId: string, deliveryId: string): void {
    const known = this.#byWebhook.get(webhookId) ?? new Set();
    this.#byWebhook.set(webhookId, known.add(deliveryId));
  }

  of(webhookId: string): ReadonlySet<string> {
    return this.#byWebhook.get(webhookId) ?? new Set();
  }

  /** Promised and not taken. */
  missing(webhookId: string, ledger: Ledger): number {
    return [...this.of(webhookId)].filter((id) => !ledger.taken.has(id)).length;
  }
}

/** The deliveries one receiver got, for the summary at the end. */
export class Ledger {
  /** Ids of the deliveries answered with 2xx. */
  readonly taken = new Set<string>();
  /** Ids of the deliveries whose edit was announced by a message of its own. */
  readonly announced = new Set<string>();
  attempts = 0;
  /** Number of deliveries answered with an error that asks for a retry. */
  postponed = 0;
  /** Number of deliveries that came again after a 2xx. */
  duplicates = 0;
  /** Faults found in deliveries, as sentences. */
  readonly refusals: string[] = [];
  /** Number of valid signatures; null for a target without signatures. */
  verified: number | null = null;
}

/** Deliveries that the gateway planned, per endpoint. */
export class PlannedDeliveries {
  readonly #byWebhook = new Map<string, Set<string>>();

  add(webhookId: string, deliveryId: string): void {
    const known = this.#byWebhook.get(webhookId) ?? new Set();
    this.#byWebhook.set(webhookId, known.add(deliveryId));
  }

  of(webhookId: string): ReadonlySet<string> {
    return this.#byWebhook.get(webhookId) ?? new Set();
  }

  /** Counts planned deliveries that the receiver did not get, and that needed no request of their own neither. */
  missing(webhookId: string, ledger: Ledger, superseded: ReadonlySet<string>): number {
    return [...this.of(webhookId)].filter((id) => !ledger.taken.has(id) && !superseded.has(id)).length;
  }
}

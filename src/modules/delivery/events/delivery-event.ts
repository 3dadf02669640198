import type { RateLimit } from '../../model/endpoint.js';
import type { EndpointHealth } from '../../store/health-store.js';
import type { ExpiringCertificate } from './certificate-messages.js';
import type { SettledReport, ReportedDelivery } from '../report.js';

/**
 * An event of the delivery room.
 *
 * This folder holds what the room publishes: `delivery-events.service.ts` is the stream that `observe` turns into log lines and
 * metrics; `system-event-reporter.service.ts` and `certificate-watch.service.ts` turn state changes of endpoints into `webhook.*` events
 * for subscribed endpoints; `attempt-span.ts` makes an attempt a span of a trace.
 */
export type DeliveryEvent =
  | ({ readonly kind: 'settled' } & SettledReport<ReportedDelivery>)
  /** A rate limit delays `waiting` deliveries of the endpoint. */
  | {
      readonly kind: 'throttled';
      readonly webhookId: string;
      readonly waiting: number;
      readonly limit: RateLimit;
    }
  /** The target asks for fewer requests: the endpoint is paused for `forMs` ms. */
  | { readonly kind: 'slowed-down'; readonly webhookId: string; readonly forMs: number }
  /** The breaker of this node has opened (all attempts fail; pending deliveries are kept) or closed again. */
  | { readonly kind: 'breaker'; readonly webhookId: string; readonly state: 'open' | 'closed' }
  /** This node has opened the breaker of an endpoint, for all nodes. */
  | { readonly kind: 'failing'; readonly health: EndpointHealth }
  /** This node has closed the breaker of an endpoint again, for all nodes. `before`: the state in which it was open. */
  | { readonly kind: 'recovered'; readonly health: EndpointHealth; readonly before: EndpointHealth }
  | {
      readonly kind: 'endpoint-disabled';
      readonly endpointId: string;
      readonly webhookId: string;
      readonly reason: string;
      /** True where only system events have failed. */
      readonly quiet: boolean;
    }
  /** A certificate that deliveries depend on expires within a week; published once per certificate. */
  | { readonly kind: 'certificate-expiring'; readonly certificate: ExpiringCertificate }
  /** `count` deliveries with expired leases are back in the queue. */
  | { readonly kind: 'rescued'; readonly count: number }
  /** `count` pending deliveries of a removed endpoint were cancelled. */
  | {
      readonly kind: 'cancelled';
      readonly webhookId: string;
      readonly count: number;
      readonly reason: string;
    }
  /** A call to the store failed; it is repeated. `during`: the work, as in the log. */
  | { readonly kind: 'store-failing'; readonly during: string; readonly error: unknown };

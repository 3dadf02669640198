import type { RateLimit } from '../../model/endpoint.js';
import type { EndpointHealth } from '../../store/health-store.js';
import type { ExpiringCertificate } from './certificate-messages.js';
import type { SettledReport, ToldDelivery } from '../report.js';

/** What the delivery room says of itself; `observe` subscribes and turns it into log lines and figures. */
export type DeliveryEvent =
  | ({ readonly kind: 'settled' } & SettledReport<ToldDelivery>)
  /** `waiting` deliveries are held back because the lane has used up its rate limit. */
  | {
      readonly kind: 'throttled';
      readonly webhookId: string;
      readonly waiting: number;
      readonly limit: RateLimit;
    }
  /** The target asks for fewer requests: the endpoint is paused for so many ms. */
  | { readonly kind: 'slowed-down'; readonly webhookId: string; readonly forMs: number }
  /** A breaker has opened (the target only fails; what waits is kept) or closed again. */
  | { readonly kind: 'breaker'; readonly webhookId: string; readonly state: 'open' | 'closed' }
  /** This node was the first to find that an endpoint only fails: its breaker is open, for all nodes. */
  | { readonly kind: 'failing'; readonly health: EndpointHealth }
  /** This node has closed the breaker of an endpoint again, for all nodes. `openedAt`: Unix ms. */
  | { readonly kind: 'recovered'; readonly health: EndpointHealth; readonly openedAt: number }
  | {
      readonly kind: 'endpoint-disabled';
      readonly endpointId: string;
      readonly webhookId: string;
      readonly reason: string;
      /** True where nothing but system events has failed. */
      readonly quiet: boolean;
    }
  /** A certificate that deliveries depend on ends within a week; told once. */
  | { readonly kind: 'certificate-expiring'; readonly certificate: ExpiringCertificate }
  /** Deliveries whose lease had run out are back in the queue. */
  | { readonly kind: 'rescued'; readonly count: number }
  /** Waiting deliveries of an endpoint that is no longer configured were cancelled. */
  | {
      readonly kind: 'cancelled';
      readonly webhookId: string;
      readonly count: number;
      readonly reason: string;
    }
  /** The store did not do what was asked; it is asked again. */
  | { readonly kind: 'store-failing'; readonly during: string; readonly error: unknown };

export { GatewayClient, type CloseOptions, type CloseReport } from './gateway-client.js';
export { GatewayClientError, type FieldFault, type GatewayClientErrorCode } from './gateway-client-error.js';
export type { EventNote, GatewayClientOptions } from './client-options.js';
export type { EmitOptions } from './new-event.js';
export type { PlannedDelivery, Receipt } from './receipt.js';
export type { EndpointTest, GatewayStatus } from './wire.js';
export { WebhookManager, type WebhookManagerOptions, type WebhookStatus } from './webhook-manager.js';
export type { AcceptedNotification, NotificationResult } from './notification-result.js';
export { verifyWebhook, type VerifiedWebhook, type VerifyOptions } from './verify-webhook.js';
export { verifyWebhooks, type VerifiedWebhooks } from './verify-webhooks.js';
export {
  isWebhookEvent,
  type JobData,
  type WebhookData,
  type WebhookEvent,
  type WebhookEventType,
  type WebhookOf,
} from './webhook-event.js';
export { WebhookVerificationError, type WebhookVerificationCode } from './webhook-verification-error.js';
export type { HeaderBag } from './header-reader.js';
export {
  expressWebhook,
  keepRawBody,
  type ExpressWebhookOptions,
  type WebhookRequest,
} from './express-webhook.js';
export { requestedAction, type RequestedAction } from './requested-action.js';
export { fastifyWebhook, type FastifyWebhookOptions } from './fastify-webhook.js';
export type { ReceiveOptions } from './receive-options.js';

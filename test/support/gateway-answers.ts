import type { ApiAnswer, GatewayProcess } from './gateway-process.js';

/** The endpoint as the API shows it, by its id or public name. */
export async function endpointOf(gateway: GatewayProcess, id: string): Promise<ApiAnswer['body']> {
  return (await gateway.get(`/api/webhooks/endpoints/${id}`)).body.endpoint;
}

/** Sends an event; returns the id of the delivery that it made for the first endpoint that subscribes to it. */
export async function sent(gateway: GatewayProcess, event: string, data: object = {}): Promise<string> {
  return (await gateway.trigger({ event, data })).deliveries[0].delivery_id as string;
}

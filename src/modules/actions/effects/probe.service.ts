import { Injectable } from '@nestjs/common';
import { CircuitProbe } from '../../delivery/probe/circuit-probe.service.js';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import { parseJson } from '../../model/exact-json.js';
import { Refusal } from '../../model/refusal.js';
import type { CarriedAction, Effect } from '../press/carried-action.js';

/** Probes the failing endpoint that a system event tells of. */
@Injectable()
export class ProbeAction {
  constructor(
    private readonly probe: CircuitProbe,
    private readonly lookup: EndpointLookup,
  ) {}

  async run({ message }: CarriedAction): Promise<Effect> {
    const { endpoint_id: id } = parseJson(message.event.data) as { endpoint_id?: unknown };
    try {
      const endpoint = this.lookup.findReadable(String(id));
      await this.probe.withDelivery(endpoint);
      const { webhookId, name } = endpoint;
      return {
        kind: 'done',
        target: webhookId,
        message: `${name} is probed now with one queued delivery. Its deliveries resume when the probe succeeds.`,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { kind: 'refused', target: null, message: error.message };
    }
  }
}

import { Injectable } from '@nestjs/common';
import { ButtonListeners } from '../actions/buttons/button-listeners.service.js';
import { LISTENER_STATES } from '../actions/buttons/listener-status.js';
import { Metrics } from './metrics.service.js';

/** Registers the gauge of endpoints with native buttons, read at each scrape: whether presses are heard. */
@Injectable()
export class ButtonGauges {
  constructor(metrics: Metrics, listeners: ButtonListeners) {
    const config = {
      name: 'webhook_button_listener_state',
      help: '1 for the state of the listener for native buttons of an endpoint (connecting, connected, standby, failing), 0 for the other states.',
      labelNames: ['endpoint', 'state'],
    } as const;
    metrics.gauge(config, (gauge) => {
      gauge.reset();
      for (const { endpoints, state: current } of listeners.all())
        for (const { webhookId } of endpoints)
          for (const state of LISTENER_STATES)
            gauge.set({ endpoint: webhookId, state }, state === current ? 1 : 0);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { userAgent } from '../../../adapters/signature.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Sockets } from '../../delivery/sender/sockets.service.js';
import { Transports } from '../../delivery/sender/transports.service.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { ButtonPresses } from '../press/button-presses.service.js';
import type { ButtonListener } from './button-listener.js';
import type { Listened } from './listened-to.js';
import { ListenerStatus } from './listener-status.js';
import { PlatformCalls } from './platform-calls.js';
import { SlackListener } from './slack/slack-listener.js';
import { TelegramListener } from './telegram/telegram-listener.js';

/** Makes the listener of a bot or app. */
@Injectable()
export class ButtonListenerFactory {
  readonly #agent: string;

  constructor(
    config: GatewayConfig,
    private readonly transports: Transports,
    private readonly sockets: Sockets,
    private readonly presses: ButtonPresses,
    private readonly store: UpkeepStore,
  ) {
    this.#agent = userAgent(config.brand);
  }

  /** @param now tells Unix ms */
  make({ target, adapter }: Listened, now: () => number): ButtonListener {
    const { presses, sockets, store } = this;
    const agent = this.#agent;
    const calls = new PlatformCalls(this.transports, target, agent);
    const status = new ListenerStatus(adapter, now);
    return target.by === 'socket-mode'
      ? new SlackListener({ target, calls, sockets, presses, status, agent })
      : new TelegramListener({ target, calls, presses, store, status });
  }
}

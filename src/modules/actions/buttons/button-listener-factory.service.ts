import { Injectable } from '@nestjs/common';
import { userAgent } from '../../../adapters/signature.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Transports } from '../../delivery/sender/transports.service.js';
import { Clock } from '../../model/clock.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { ButtonPresses } from '../press/button-presses.service.js';
import type { ButtonListener } from './button-listener.js';
import type { Listened } from './listened-to.js';
import { ListenerStatus } from './listener-status.js';
import { PlatformCalls } from './platform-calls.js';
import { TelegramListener } from './telegram/telegram-listener.js';

/** Makes the listener of a bot or app. */
@Injectable()
export class ButtonListenerFactory {
  constructor(
    private readonly config: GatewayConfig,
    private readonly transports: Transports,
    private readonly presses: ButtonPresses,
    private readonly store: UpkeepStore,
    private readonly clock: Clock,
  ) {}

  make({ target, adapter }: Listened): ButtonListener {
    const calls = new PlatformCalls(this.transports, target, userAgent(this.config.brand));
    const status = new ListenerStatus(adapter, () => this.clock.now());
    const { presses, store } = this;
    return new TelegramListener({ target, calls, presses, store, status });
  }
}

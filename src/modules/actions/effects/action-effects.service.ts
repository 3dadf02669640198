import { Injectable } from '@nestjs/common';
import type { CarriedAction, Effect, Presser } from '../press/carried-action.js';
import { EmitAction } from './emit.service.js';
import { MuteAction } from './mute.service.js';
import { ProbeAction } from './probe.service.js';
import { RedeliverAction } from './redeliver.service.js';

/** Carries actions out: each of them may be repeated after a crash without harm. */
@Injectable()
export class ActionEffects {
  constructor(
    private readonly redeliver: RedeliverAction,
    private readonly probe: ProbeAction,
    private readonly mute: MuteAction,
    private readonly emit: EmitAction,
  ) {}

  /** @throws GatewayError `store_full`, `store_unavailable`, `unavailable`; nothing was done then */
  run(carried: CarriedAction, by: Presser): Promise<Effect> {
    switch (carried.action.name) {
      case 'redeliver':
        return this.redeliver.run(carried);
      case 'probe':
        return this.probe.run(carried);
      case 'mute_1h':
      case 'mute_tomorrow':
        return this.mute.run(carried, by);
      default:
        return this.emit.run(carried, by);
    }
  }
}

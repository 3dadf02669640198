import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../../adapters/registry.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { DeclaredActions } from '../../endpoints/actions/declared-actions.service.js';
import { ActionLinks, type ActionLink, type CarriedBy } from '../../model/action.js';
import { offered } from './offered.js';
import { ActionTokens } from '../token/action-tokens.service.js';

const NONE: readonly ActionLink[] = [];

/** Makes the signed links of messages, where the gateway knows its public address. */
@Injectable()
export class SignedActionLinks extends ActionLinks {
  constructor(
    private readonly config: GatewayConfig,
    private readonly declared: DeclaredActions,
    private readonly tokens: ActionTokens,
  ) {
    super();
  }

  override of({ event, endpoint, deliveryId, now }: CarriedBy): readonly ActionLink[] {
    const { actions, links } = this.config;
    const base = links.console;
    if (actions.mode === 'off' || base === null || !isForPeople(endpoint)) return NONE;
    const found = offered({
      event,
      shown: endpoint.message.actions,
      declared: this.declared.all(),
      confirm: actions.mode,
    });
    return found.map((action) => {
      const token = this.tokens.seal({
        action: action.name,
        deliveryId,
        expiresAt: now + actions.ttlMs,
      });
      return { ...action, url: `${base}/a/${token}` };
    });
  }
}

function isForPeople({ adapter }: CarriedBy['endpoint']): boolean {
  return adapterOf(adapter)?.presents === 'message';
}

import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../../adapters/registry.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { DeclaredActions } from '../../endpoints/actions/declared-actions.service.js';
import { ActionLinks, type ActionLink, type CarriedBy } from '../../model/action.js';
import { offered } from './offered.js';
import { buttonRightsOf, mayBePressed } from './button-rights.js';
import { ActionTokens } from '../token/action-tokens.service.js';

const NONE: readonly ActionLink[] = [];

/** Makes the actions of messages: native buttons where the endpoint has them, else signed links where the gateway knows its public address. */
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
    if (actions.mode === 'off' || !isForPeople(endpoint)) return NONE;
    const rights = buttonRightsOf(endpoint);
    if (base === null && rights === null) return NONE;
    const found = offered({
      event,
      shown: endpoint.message.actions,
      declared: this.declared.all(),
      confirm: actions.mode,
    });
    return found.flatMap((action) => {
      const grant = { action: action.name, deliveryId, expiresAt: now + actions.ttlMs };
      if (mayBePressed(action, rights))
        return [{ ...action, url: '', button: this.tokens.sealButton(grant) }];
      return base === null ? [] : [{ ...action, url: `${base}/a/${this.tokens.seal(grant)}` }];
    });
  }
}

function isForPeople({ adapter }: CarriedBy['endpoint']): boolean {
  return adapterOf(adapter)?.presents === 'message';
}

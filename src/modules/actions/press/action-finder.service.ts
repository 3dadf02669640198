import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { DeclaredActions } from '../../endpoints/actions/declared-actions.service.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { BUILT_IN_ACTIONS } from '../../model/action.js';
import { HistoryStore } from '../../store/history-store.js';
import { offered } from '../links/offered.js';
import { ActionTokens } from '../token/action-tokens.service.js';
import { tagOf, type OpenedToken } from '../token/seal-token.js';
import type { CarriedAction } from './carried-action.js';

/** Why a token opens no action: it is none, its time is over, its message is not kept, or its action is no longer offered. */
export type Closed = 'invalid' | 'expired' | 'forgotten' | 'withdrawn';

export type Found =
  | { readonly kind: 'found'; readonly carried: CarriedAction }
  | { readonly kind: 'closed'; readonly why: Closed };

/** Finds the action of a token. What a message may offer is decided anew: an operator may have withdrawn it since. */
@Injectable()
export class ActionFinder {
  constructor(
    private readonly tokens: ActionTokens,
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly declared: DeclaredActions,
    private readonly config: GatewayConfig,
  ) {}

  /** Finds the action of a link. @throws GatewayError `store_unavailable` */
  find(text: string): Promise<Found> {
    return this.#carriedBy(this.tokens.open(text));
  }

  /** Finds the action of a native button. @throws GatewayError `store_unavailable` */
  findButton(text: string): Promise<Found> {
    return this.#carriedBy(this.tokens.openButton(text));
  }

  async #carriedBy(token: OpenedToken): Promise<Found> {
    if (token.kind !== 'valid') return closed(token.kind);
    const message = await this.history.delivery(token.deliveryId);
    if (!message) return closed('forgotten');
    const endpoint = this.catalogue.find(message.summary.endpointId);
    const { mode } = this.config.actions;
    if (!endpoint || mode === 'off') return closed('withdrawn');
    const action = offered({
      event: message.event,
      shown: endpoint.message.actions,
      declared: this.declared.all(),
      confirm: mode,
    }).find(({ name }) => tagOf(name) === token.tag);
    if (!action) return closed('withdrawn');
    const { expiresAt } = token;
    return {
      kind: 'found',
      carried: { action, once: isOnce(action.name), message, endpoint, expiresAt },
    };
  }
}

function closed(why: Closed): Found {
  return { kind: 'closed', why };
}

/** Declared actions emit an event, once for each message. */
function isOnce(name: string): boolean {
  return BUILT_IN_ACTIONS.find((action) => action.name === name)?.once ?? true;
}

import { Controller, Get } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { DeclaredActions } from '../../endpoints/actions/declared-actions.service.js';
import { BUILT_IN_ACTIONS, type JobAction } from '../../model/action.js';
import { ButtonListeners } from '../buttons/button-listeners.service.js';
import { api } from './actions.openapi.js';
import type { ActionsAnswer, ActionView } from './actions.response.js';
import { listenerView } from './listener-view.js';

/** Lists the actions that messages offer. */
@Controller('api/webhooks/actions')
export class ActionsController {
  constructor(
    private readonly declared: DeclaredActions,
    private readonly config: GatewayConfig,
    private readonly listeners: ButtonListeners,
  ) {}

  @api.listActions
  @Get()
  list(): ActionsAnswer {
    const { mode, ttlMs } = this.config.actions;
    const declared = this.declared.all().map((action) => declaredView(action, mode));
    return {
      success: true,
      mode,
      links: mode !== 'off' && this.config.links.console !== null,
      links_expire_after_ms: ttlMs,
      actions: [...declared, ...BUILT_IN_ACTIONS.map((action) => builtInView(action, mode))],
      listeners: this.listeners.all().map(listenerView),
    };
  }
}

function builtInView(
  { name, group, label, on, once }: (typeof BUILT_IN_ACTIONS)[number],
  mode: ActionsAnswer['mode'],
): ActionView {
  return { name, group, label, on, emit: null, style: 'default', confirm: mode, once, built_in: true };
}

function declaredView(
  { name, label, on, emit, style, confirm }: JobAction,
  mode: ActionsAnswer['mode'],
): ActionView {
  const taken = mode === 'off' ? mode : (confirm ?? mode);
  return { name, group: name, label, on, emit, style, confirm: taken, once: true, built_in: false };
}

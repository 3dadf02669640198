import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { SenderModule } from '../delivery/sender/sender.module.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { readFormBodies } from '../http/form-bodies.js';
import { RepairModule } from '../repair/repair.module.js';
import { StoreModule } from '../store/store.module.js';
import { ButtonListenerFactory } from './buttons/button-listener-factory.service.js';
import { ButtonListeners } from './buttons/button-listeners.service.js';
import { ActionEffects } from './effects/action-effects.service.js';
import { EmitAction } from './effects/emit.service.js';
import { MuteAction } from './effects/mute.service.js';
import { ProbeAction } from './effects/probe.service.js';
import { RedeliverAction } from './effects/redeliver.service.js';
import { ActionsController } from './list/actions.controller.js';
import { ActionsPageController } from './page/actions-page.controller.js';
import { ActionFinder } from './press/action-finder.service.js';
import { ButtonPresses } from './press/button-presses.service.js';
import { Presses } from './press/presses.service.js';

/**
 * The room of acting from a message: `links/` decides what a message offers, `token/` seals the links, `page/` shows what they do,
 * `press/` carries a press out once, `effects/` holds what each action does, `list/` lists them, `buttons/` hears of native buttons.
 */
@Module({
  imports: [StoreModule, EndpointsModule, RepairModule, SenderModule],
  controllers: [ActionsController, ActionsPageController],
  providers: [
    ActionEffects,
    ActionFinder,
    ButtonListenerFactory,
    ButtonListeners,
    ButtonPresses,
    EmitAction,
    MuteAction,
    Presses,
    ProbeAction,
    RedeliverAction,
  ],
  exports: [ButtonListeners],
})
export class ActionsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    readFormBodies(this.host.httpAdapter.getInstance());
  }
}

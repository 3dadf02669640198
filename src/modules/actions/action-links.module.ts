import { Global, Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { ActionLinks } from '../model/action.js';
import { StoreModule } from '../store/store.module.js';
import { SignedActionLinks } from './links/action-links.service.js';
import { ActionTokens } from './token/action-tokens.service.js';

/** Makes the signed links of messages. Global and apart from the pages that they lead to, because delivery needs it. */
@Global()
@Module({
  imports: [EndpointsModule, StoreModule],
  providers: [ActionTokens, { provide: ActionLinks, useClass: SignedActionLinks }],
  exports: [ActionLinks, ActionTokens],
})
export class ActionLinksModule {}

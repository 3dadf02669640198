import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { KeyCommands } from './key-commands.service.js';
import { KeysController } from './keys.controller.js';

/** The HTTP side of keys. The room `access` identifies callers by key, and says which routes a key opens. */
@Module({ imports: [StoreModule], controllers: [KeysController], providers: [KeyCommands] })
export class KeysModule {}

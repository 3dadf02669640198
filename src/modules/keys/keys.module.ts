import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { KeyCommands } from './key-commands.service.js';
import { KeysController } from './keys.controller.js';

/** The HTTP side of keys. What a key opens, and how callers are identified by it, is in `access/`. */
@Module({ imports: [StoreModule], controllers: [KeysController], providers: [KeyCommands] })
export class KeysModule {}

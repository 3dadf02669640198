import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { Retention } from './retention.service.js';

@Module({ imports: [StoreModule], providers: [Retention] })
export class HistoryModule {}

import {
  Module,
  type BeforeApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Stopping } from './stopping.service.js';

/** What requests under way may take to end when the gateway stops, ms. */
const CLOSE_GRACE_MS = 5_000;

/** Closes the server before anything behind it stops: what was accepted is then all there is to finish. */
@Module({ providers: [Stopping], exports: [Stopping] })
export class HttpModule implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly stopping: Stopping,
  ) {}

  /** A connection kept alive after its last answer would keep the server from closing. */
  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onSend', (_request, reply, payload, done) => {
      if (this.stopping.begun) void reply.header('Connection', 'close');
      done(null, payload);
    });
  }

  onModuleDestroy(): void {
    this.stopping.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    await this.host.httpAdapter.close();
    clearTimeout(timer);
  }
}

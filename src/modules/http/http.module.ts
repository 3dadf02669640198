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
import { UnusedConnections } from './unused-connections.js';

/** Time that requests under way have to finish when the gateway stops, ms. */
const CLOSE_GRACE_MS = 5_000;
/** Time between two looks for connections on which nothing was sent while the server closes, ms. */
const SWEEP_MS = 50;

/**
 * Serves HTTP for all rooms with controllers: limits and reading of bodies, validation, refusals, security headers, base
 * path, and the decorators that describe routes (`described/`). At shutdown it closes the server first, so that the rooms
 * behind it finish what was accepted and get nothing new.
 */
@Module({ providers: [Stopping], exports: [Stopping] })
export class HttpModule implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #unused = new UnusedConnections();

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly stopping: Stopping,
  ) {}

  /**
   * Ends connections with their next answer while the gateway stops: kept alive, they would keep the server open. Watches those on which
   * nothing is sent.
   */
  onModuleInit(): void {
    this.#unused.watch(this.host.httpAdapter.getHttpServer() as Server);
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
    // After the bytes that have arrived were read, and again: connections come until the server has stopped to listen.
    const sweeps = setInterval(() => setImmediate(() => this.#unused.close()), SWEEP_MS);
    try {
      await this.host.httpAdapter.close();
    } finally {
      clearInterval(sweeps);
      clearTimeout(timer);
    }
  }
}

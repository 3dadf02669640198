import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { traceRequests } from './request-spans.js';
import { stopTracing } from './start-tracing.js';
import { activeTracer } from './tracer.js';

/** Spans of requests while the gateway runs, and the last of all spans sent off when it has stopped. */
@Module({})
export class TracingModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const tracer = activeTracer();
    if (tracer) traceRequests(this.host.httpAdapter.getInstance(), tracer);
  }

  onApplicationShutdown(): Promise<void> {
    return stopTracing();
  }
}

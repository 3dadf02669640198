import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { traceRequests } from './request-spans.js';
import { stopTracing } from './start-tracing.js';
import { activeTracer } from './tracer.js';

/**
 * The room of OpenTelemetry: it reads and writes trace headers, makes spans of requests, and sends the last spans when
 * the gateway stops. Other rooms make spans with {@link activeTracer}.
 */
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

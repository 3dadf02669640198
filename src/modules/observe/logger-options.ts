import type { Params } from 'nestjs-pino';
import { stdTimeFunctions, type DestinationStream } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { logOutput } from './log-output.js';
import type { GatewayConfig } from '../config/gateway-config.js';

/**
 * Where secrets could stand in a logged object. A net below the real care: no line is given a secret. Paths without
 * wildcards, for every line passes through it.
 */
const REDACTED = ['authorization', 'headers', 'secret', 'url', 'err.config'];

/** Readable lines for a terminal, JSON for machines. No line per HTTP request: what happens to events has its own. */
export function loggerOptions({
  logFormat,
  logLevel,
}: Pick<GatewayConfig, 'logFormat' | 'logLevel'>): Params {
  return {
    pinoHttp: {
      level: logLevel,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '***' },
      autoLogging: false,
      stream: logFormat === 'pretty' ? prettyStream() : logOutput(),
    },
    forRoutes: [],
  };
}

function prettyStream(): DestinationStream {
  const ignore = 'context,eventId,event,webhookId,deliveryId,attempt,adapter,endpoints,count,code';
  return PinoPretty({
    sync: true,
    singleLine: true,
    ignore,
    translateTime: 'SYS:HH:MM:ss.l',
    colorize: process.stdout.isTTY,
  });
}

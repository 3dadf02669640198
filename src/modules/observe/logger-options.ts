import type { Params } from 'nestjs-pino';
import { stdTimeFunctions, type DestinationStream } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { GatewayConfig } from '../config/gateway-config.js';
import { MASK } from '../model/mask.js';
import { logOutput } from './log-output.js';

/**
 * Paths of a logged object that are masked. A second line of defence: callers log no secrets. The paths have no
 * wildcards, because every line is checked.
 */
const REDACTED = ['authorization', 'headers', 'secret', 'url', 'err.config'];

/** Options of the log: readable lines for a terminal or JSON, none per HTTP request. */
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
      redact: { paths: REDACTED, censor: MASK },
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

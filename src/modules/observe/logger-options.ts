import type { Params } from 'nestjs-pino';
import { destination, stdTimeFunctions, type DestinationStream } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { GatewayConfig } from '../config/gateway-config.js';

/** Where secrets could stand in a logged object. */
const REDACTED = [
  '*.authorization',
  '*.headers.authorization',
  'req.headers',
  'secret',
  '*.secret',
  'url',
  '*.url',
];

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
      stream: logFormat === 'pretty' ? prettyStream() : destination({ fd: 1, sync: false }),
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

/** Types of messages of the live stream. `reset` tells a listener that messages are missing and that it must load its lists again. */
export const STREAM_MESSAGE_TYPES = [
  'event',
  'attempt',
  'delivery',
  'endpoint',
  'buttons',
  'incident',
  'operation',
  'reset',
] as const;

/** Types of messages of the live stream. `reset` tells a listener that messages are missing, or that a job was erased, and that it must load its lists again. */
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

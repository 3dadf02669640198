import { THREAD_NAME_MAX } from './thread-name.js';

/** Limits of Discord's webhook and embed references, in UTF-16 units and counts. */
export const DISCORD_LIMITS = {
  embeds: 10,
  embedsTotal: 6000,
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  username: 80,
  threadName: THREAD_NAME_MAX,
  tags: 5,
  content: 2000,
  url: 2048,
  buttons: 5,
  buttonLabel: 80,
  buttonUrl: 512,
} as const;

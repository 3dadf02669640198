/** Form of an event type, as the gateway accepts it. */
export const EVENT_TYPE = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/;

/** What types of events are made of, as the gateway takes them. */
export const EVENT_TYPE = /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/;

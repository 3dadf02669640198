import { uuidV7 } from './uuid-v7.js';
import { uuidText } from './uuid-text.js';

/** Length of the time in hexadecimal digits, with the dash among them, at the beginning of a UUIDv7. */
const TIME = 13;
let last = '';

/**
 * Makes a UUIDv7 that is greater than all those this process made before, also within a millisecond, so that ids sort
 * in the order in which they were made.
 */
export function sortableId(): string {
  const id = uuidV7();
  last = id.slice(0, TIME) === last.slice(0, TIME) && id <= last ? successor(last) : id;
  return last;
}

/** 62 bits of the id are random, so the successor never overflows in practice. */
function successor(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return uuidText(hex);
}

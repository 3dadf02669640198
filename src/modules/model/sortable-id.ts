import { randomUUIDv7 } from 'node:crypto';

/** Hexadecimal digits of the time, ms, at the beginning of a UUIDv7, and the dash among them. */
const TIME = 13;
let last = '';

/**
 * A UUIDv7 that is greater than those this process made before: also than those of the same millisecond, which by
 * themselves come in any order. So ids of what is made one after the other sort as it was made.
 */
export function sortableId(): string {
  const id = randomUUIDv7();
  last = id.slice(0, TIME) === last.slice(0, TIME) && id <= last ? successor(last) : id;
  return last;
}

/** 62 of its bits are random: that they are all ones does not happen. */
function successor(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

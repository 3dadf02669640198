import * as crypto from 'node:crypto';
import { v7 } from 'uuid';

const { randomUUIDv7 } = crypto as Partial<typeof crypto>;

/** Picks the maker of UUIDs: that of Node, or that of a library on Node 22, which has none. */
export const uuidMaker = (ofNode: (() => string) | undefined): (() => string) => ofNode ?? (() => v7());

const make = uuidMaker(randomUUIDv7);

/** Makes a UUIDv7. */
export const uuidV7 = (): string => make();

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Colours nearer than this (0 to 1) count as the same: processors round differently. Page and panel are farther apart. */
const THRESHOLD = 0.03;
/** Share of pixels that may differ. */
const TOLERATED = 0.0005;
/** Bits of a pixel that kept pictures have, 0xaabbggrr: colours in steps of 4 make files half as large, and people hardly see it. */
const KEPT_BITS = 0xff_fc_fc_fc;
const ROOT = join(import.meta.dirname, '../..');
const DIFFERENCES = join(ROOT, '.cache/pictures');

/** A picture in the colours that kept ones have. */
function coarse(picture: Buffer): PNG {
  const image = PNG.sync.read(picture);
  const { buffer, byteOffset, length } = image.data;
  const pixels = new Uint32Array(buffer, byteOffset, length / 4);
  for (let at = 0; at < pixels.length; at++) pixels[at]! &= KEPT_BITS;
  return image;
}

const bytesOf = (image: PNG): Buffer =>
  PNG.sync.write(image, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });

/** The file of a picture that is kept. */
export const packed = (picture: Buffer): Buffer => bytesOf(coarse(picture));

/**
 * Compares a picture with the kept one. Where they differ, the new one is written into `.cache/pictures`, and a picture of the differences.
 *
 * @returns what is wrong, with the command that keeps the new picture; null where they look the same
 */
export function difference(name: string, picture: Buffer, keptFile: string): string | null {
  const taken = coarse(picture);
  const { width, height } = taken;
  const remedy = (): string =>
    `${write(`${name}.actual.png`, taken)} is the new picture. If it should look like that: npm run pictures:keep -- ${name}`;
  if (!existsSync(keptFile)) return `There is no kept picture ${name}: ${remedy()}`;
  const kept = PNG.sync.read(readFileSync(keptFile));
  if (kept.width !== width || kept.height !== height)
    return `${name} is ${width} x ${height} px, not ${kept.width} x ${kept.height}: ${remedy()}`;
  if (kept.data.equals(taken.data)) return null;
  const shown = new PNG({ width, height });
  const pixels = pixelmatch(kept.data, taken.data, shown.data, width, height, { threshold: THRESHOLD });
  if (pixels <= width * height * TOLERATED) return null;
  return `${name} differs in ${pixels} pixels, as ${write(`${name}.diff.png`, shown)} shows: ${remedy()}`;
}

/** @returns the path of the file, from the project's folder */
function write(name: string, image: PNG): string {
  const file = join(DIFFERENCES, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytesOf(image));
  return relative(ROOT, file);
}

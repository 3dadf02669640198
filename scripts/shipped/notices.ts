import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedPackage } from './shipped-packages.ts';

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)|\.licen[cs]e\.txt$/i;
const README_SECTION = /^(?:#+ *licen[cs]e\b|licen[cs]e\n[-=]+).*/ims;
const RULE = '='.repeat(80);

const HEAD = `Third-party software in the StreamGank webhook gateway

The gateway contains the packages below, or npm installs them beside it ("installed"). Each is under its own licence.
`;

/** Writes the notices of all shipped packages: name, version, licence, and the texts that each package carries. */
export function noticesOf(root: string, shipped: readonly ShippedPackage[]): string {
  return [HEAD, ...shipped.map((one) => noticeOf(one, licenceTexts(join(root, one.folder))))].join(
    `\n${RULE}\n`,
  );
}

function noticeOf({ name, version, license, author, bundled }: ShippedPackage, texts: string[]): string {
  const line = `${name} ${version}, ${license ?? 'licence not named'}${bundled ? '' : ', installed'}`;
  const by = author === null ? '' : `\nAuthor: ${author}`;
  const body = texts.length > 0 ? texts.join('\n\n') : 'The package contains no licence text.';
  return `${line}${by}\n\n${body}\n`;
}

/** Reads the files with licences; where a package has none, the section of its README. */
function licenceTexts(folder: string): string[] {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((file) =>
    file.isFile() ? file.name : [],
  );
  const text = (name: string) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
  const files = names.filter((name) => LICENCE_FILE.test(name)).map((name) => text(name).trim());
  if (files.length > 0) return files;
  const readme = names.find((name) => /^readme/i.test(name));
  const [section] = (readme && README_SECTION.exec(text(readme))) || [];
  return section === undefined ? [] : [section.trim()];
}

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { slugOf } from '../../docs/.vitepress/slug.js';
import { program } from '../../src/cli/program.js';
import { pages } from './commands/blocks.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
/** The text of a page without its blocks and comments. */
const prose = (page: string): string =>
  read(page)
    .replaceAll(/^\s*(`{3,})[^]*?^\s*\1\s*$/gm, '')
    .replaceAll(/<!--[^]*?-->/g, '');

describe('The pages as GitHub shows them', () => {
  it.each(['CHANGELOG.md', ...pages()])('lead to files and headings that are there: %s', (page) => {
    expect(linksOf(page).filter((link) => !leads(link, page))).toEqual([]);
  });

  it.each(pages())('name commands and options of gateway that there are: %s', (page) => {
    expect(calls(page).flatMap(unknownIn)).toEqual([]);
  });

  it.each(pages())('name scripts of npm that there are: %s', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const named = [...read(page).matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

function linksOf(page: string): readonly string[] {
  const text = prose(page).replaceAll(/`[^`\n]*`/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/ (?:src|srcset|href)="([^"]+)"/g)];
  return links.map(([, link = '']) => link).filter((link) => !/^([a-z]+:|\/)/.test(link));
}

function leads(link: string, page: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(target).has(anchor);
}

function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading.replaceAll(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1'));
    const again = [...anchors].filter((one) => one === slug || /^-\d+$/.test(one.slice(slug.length))).length;
    anchors.add(anchors.has(slug) ? `${slug}-${again}` : slug);
  }
  return anchors;
}

/** Calls of the command line in the text of a page, as words. */
function calls(page: string): readonly (readonly string[])[] {
  return [...prose(page).matchAll(/`gateway ([a-z][^`\n]*)`/g)].map(([, call = '']) => call.split(/\s+/));
}

function unknownIn([name = '', ...words]: readonly string[]): readonly string[] {
  const command = program().commands.find((one) => one.name() === name);
  if (command === undefined) return [`gateway ${name}`];
  const known = new Set(['--help', ...command.options.map(({ long }) => long)]);
  const options = words.flatMap((word) => /^--[a-z-]+/.exec(word) ?? []);
  return options.filter((option) => !known.has(option)).map((option) => `gateway ${name} ${option}`);
}

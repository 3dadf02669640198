import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import * as yaml from 'yaml';
import { ROOT, withParts } from './generated-parts.ts';

/** The parts of an adapter that the docs tell beside its page. */
export interface DocumentedAdapter {
  readonly type: string;
  readonly label: string;
  readonly urls: readonly string[];
  readonly fallback: boolean;
  /** Ways in which it continues the message of a job. */
  readonly modes: readonly string[];
  /** True where a failure may mention somebody. */
  readonly mentions: boolean;
  readonly rateLimits: readonly Rate[];
  readonly usualRate: Rate | null;
  readonly maxConcurrency: number | null;
  /** True where its limits of rate hold at every server. */
  readonly isAnywhere: boolean;
}

/** A limit of rate. */
interface Rate {
  readonly max: number;
  readonly windowMs: number;
}

/** The abilities of a target in few words, from the head of its page (`<type>.md` in its folder); `–` where it lacks one. */
export interface Abilities {
  readonly buttons: string;
  readonly pictures: string;
  /** Most of a message. */
  readonly limit: string;
  /** The target's handling of a request that comes a second time. */
  readonly repeated: string;
}

/** The page of an adapter as its folder has it. */
export interface AdapterPage {
  readonly abilities: Abilities;
  /** The heading of the page without its sign. */
  readonly title: string;
  /** Text that follows the heading. */
  readonly text: string;
}

const FILES = ['docs/targets.md', 'docs/api.md'];
const NONE = '–';

/**
 * The pages of the docs that speak of adapters, by path: what stands between `<!-- adapters: … -->` and `<!-- /adapters -->`
 * is made anew of the registry, and each adapter has a page of its own, `docs/targets/<type>.md`, made of `<type>.md` in its folder.
 */
export async function adapterDocs(
  adapters: readonly DocumentedAdapter[],
): Promise<ReadonlyMap<string, string>> {
  const parts = partsOf(adapters);
  const shared = FILES.map(async (path) => [path, await withParts(path, 'adapters', parts)] as const);
  const own = adapters.map(async (adapter) => {
    const path = `docs/targets/${adapter.type}.md`;
    return [path, await formatted(pageOf(adapter), join(ROOT, path))] as const;
  });
  return new Map(await Promise.all([...shared, ...own]));
}

/** Reads the page of an adapter in its folder. @throws where it has no head or no heading */
export function adapterPage(type: string): AdapterPage {
  const file = `src/adapters/${type}/${type}.md`;
  const source = readFileSync(join(ROOT, file), 'utf8');
  const { head, title, text } =
    /^---\n(?<head>[^]*?)\n---\n\n# (?<title>.+)\n\n(?<text>[^]*)$/.exec(source)?.groups ?? {};
  if (head === undefined || title === undefined || text === undefined)
    throw new Error(
      `${file} begins with buttons, pictures, limit and repeated between lines of ---, then a heading of level 1.`,
    );
  return { abilities: yaml.parse(head) as Abilities, title, text };
}

function partsOf(adapters: readonly DocumentedAdapter[]): Readonly<Record<string, string>> {
  return {
    table: tableOf(['target', 'detected from', 'prefix'], adapters.map(rowOf)),
    abilities: tableOf(
      [
        'target',
        'one message a job',
        'buttons',
        'pictures',
        'mentions',
        'most of a message',
        'a repeated request',
      ],
      adapters.map(abilitiesOf),
    ),
    types: adapters.map(({ type }) => `\`${type}\``).join(', '),
  };
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `\n\n${lines.join('\n')}\n\n`;
}

function rowOf({ type, label, urls, fallback }: DocumentedAdapter): readonly string[] {
  const forms = fallback
    ? 'every other `http://` and `https://` URL'
    : urls.map((url) => `\`${url}\``).join(', ');
  return [linkTo(type, label), forms, `\`${type}+https://…\``];
}

/** Lists what a target can do. The anchor is that of the section which the target had on this page before it had one of its own. */
function abilitiesOf({ type, label, modes, mentions }: DocumentedAdapter): readonly string[] {
  const { title, abilities } = adapterPage(type);
  const anchor = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
  return [
    `<a id="${anchor}"></a>${linkTo(type, label)}`,
    modes.map((mode) => `\`${mode}\``).join(', ') || NONE,
    abilities.buttons,
    abilities.pictures,
    mentions ? 'yes' : NONE,
    abilities.limit,
    abilities.repeated,
  ];
}

const linkTo = (type: string, label: string): string => `[${label}](targets/${type}.md)`;

/** Writes how fast messages go out; empty where only the endpoint's own limit holds. */
function ratesOf({ rateLimits, usualRate, maxConcurrency, isAnywhere }: DocumentedAdapter): string {
  const where = isAnywhere ? '' : ' on the platform’s own host';
  const kept = rateLimits.length > 0 ? [`Rates kept${where}: ${rateLimits.map(rateText).join(', ')}.`] : [];
  const usual = usualRate ? [`Unless an endpoint sets another \`rate_limit\`: ${rateText(usualRate)}.`] : [];
  const parallel =
    maxConcurrency === null ? [] : [`At most ${maxConcurrency} requests at once, from each gateway.`];
  const all = [...kept, ...usual, ...parallel];
  return all.length === 0
    ? ''
    : [...all, '[Each endpoint counts for itself](../targets.md#waiting).'].join(' ');
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];

/** Writes a rate: `60 messages per minute`. */
function rateText({ max, windowMs }: Rate): string {
  const [unitMs, unit] = UNITS.find(([ms]) => windowMs % ms === 0) ?? [1, 'ms'];
  const count = windowMs / unitMs;
  return `${max} ${max === 1 ? 'message' : 'messages'} per ${count === 1 ? unit : `${count} ${unit}s`}`;
}

/** Writes the page of an adapter: its text, how fast messages go out, and where the other targets are. */
function pageOf(adapter: DocumentedAdapter): string {
  const { type } = adapter;
  const { title, text } = adapterPage(type);
  const where =
    '[All targets](../targets.md) · [signatures](../targets.md#verifying-a-signature) · [messages](../messages.md) · [waiting](../targets.md#waiting)';
  return [
    `<!-- Made of src/adapters/${type}/${type}.md by npm run openapi. -->`,
    `# ${title}`,
    text.trimEnd(),
    ratesOf(adapter),
    where,
  ]
    .filter(Boolean)
    .join('\n\n');
}

async function formatted(page: string, file: string): Promise<string> {
  return prettier.format(page, { ...(await prettier.resolveConfig(file)), parser: 'markdown' });
}

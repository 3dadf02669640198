/** One row of a table of settings in docs/configuration.md. */
export interface SettingRow {
  /** Variables of the row: mostly one, or two that belong together. */
  readonly names: readonly string[];
  /** Heading above the table. */
  readonly section: string;
  /** Default as the table shows it, in Markdown: a value, or words about it. */
  readonly default: string;
  /** Accepted values in Markdown, with their unit: `1–600000 ms`. */
  readonly accepted: string;
  readonly meaning: string;
  readonly example: string;
}

/** Reads the rows of all tables whose first column is `variable`. */
export function settingRows(markdown: string): readonly SettingRow[] {
  let section = '';
  let columns: readonly string[] = [];
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('#')) section = line.replace(/^#+ /, '');
    const cells = line.startsWith('|') ? line.slice(1, -1).split(/(?<!\\)\|/) : [];
    const texts = cells.map((cell) => cell.trim());
    if (texts.length === 0 || texts[0] === 'variable') columns = texts;
    if (columns[0] !== 'variable' || texts[0] === 'variable' || /^-+$/.test(texts[0]!)) return [];
    const cell = (name: string): string => texts[columns.indexOf(name)] ?? '';
    const names = [...cell('variable').matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const row = { default: cell('default'), accepted: cell('accepted'), meaning: cell('meaning') };
    return [{ names, section, ...row, example: cell('example') }];
  });
}

/** Returns the value in a cell that holds a value only; null for words. */
export function valueIn(cell: string): string | null {
  return /^`([^`]+)`$/.exec(cell)?.[1] ?? /^\d+$/.exec(cell)?.[0] ?? null;
}

const HEAD = `# Written by \`npm run openapi\` from the tables of docs/configuration.md, which tells the rest.
# Copy this file to .env and change what you need: every setting is optional, and empty ones keep their default.
# A value that contains # must stand in quotes.
`;

/** Writes `.env.example`: each setting with its meaning and unit, and its example, or else its default, as a commented line. */
export function envExample(rows: readonly SettingRow[]): string {
  const sections = [...new Set(rows.map(({ section }) => section))].map((section) => {
    const settings = rows.filter((row) => row.section === section).map(exampleOf);
    return `# --- ${section} ---\n\n${settings.join('\n')}`;
  });
  return [HEAD, ...sections].join('\n');
}

function exampleOf({ names, meaning, default: unset, accepted, example }: SettingRow): string {
  const unit = accepted.endsWith(' ms') ? ' (ms)' : '';
  const hint = valueIn(example) === null && example !== '' ? ` (${plain(example)})` : '';
  const value = valueIn(example) ?? valueIn(unset) ?? '';
  const standard = valueIn(unset) === null ? '' : ` Default: ${plain(unset)}`;
  const comment = `# ${plain(capitalized(meaning))}${unit}${hint}.${standard}`;
  return [comment, ...names.map((name) => `# ${name}=${value}`), ''].join('\n');
}

/** Capitalizes the first word, unless it is a value in backticks; also where it is the text of a link. */
function capitalized(markdown: string): string {
  return markdown.replace(/^\[?[a-z]/, (start) => start.toUpperCase());
}

function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}

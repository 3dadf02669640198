import type { CardFigures } from './job-cards.ts';
import type { Column, Result } from './result.ts';
import { paint } from './screen.ts';

const LABEL_WIDTH = 24;
const WIDTH = 11;

type Figure = (column: Column) => number | null;

const ROWS: readonly (readonly [string, Figure])[] = [
  ['deliveries expected', ({ expected }) => expected],
  ['delivered', ({ delivered }) => delivered],
  ['superseded, not needed', ({ superseded }) => superseded],
  ['attempts', ({ attempts }) => attempts],
  ['failed and tried again', ({ retried }) => retried],
  ['duplicates', ({ duplicates }) => duplicates],
  ['signatures verified', ({ verified }) => verified],
  ['refused', ({ refusals }) => refusals.length],
  ['lost', ({ lost }) => lost],
];

/** Writes the figures as a table, and whether deliveries were lost. */
export function summary({ columns, sent, repeated, recognised, cards }: Result): readonly string[] {
  const lost = columns.reduce((sum, column) => sum + column.lost, 0);
  return [
    '',
    paint('bold', line('', [...columns.map(({ name }) => name), 'all'])),
    ...ROWS.map(([label, figure]) => row(label, columns.map(figure))),
    '',
    liveFigures(sent, cards, columns),
    `events sent: ${sent} · posted again with the same id: ${repeated}, recognised: ${recognised}`,
    paint(lost === 0 ? 'green' : 'red', `lost: ${lost}`),
  ];
}

/** Writes what the events of the jobs became where each job has one message. */
function liveFigures(
  sent: number,
  { posted, edited, announced }: CardFigures,
  columns: readonly Column[],
): string {
  const superseded = columns.reduce((sum, column) => sum + column.superseded, 0);
  const figures = [
    count(posted, 'message'),
    count(edited, 'edit'),
    `${superseded} superseded`,
    count(announced, 'announcement'),
  ];
  return `${count(sent, 'job event')} in Discord: ${figures.join(', ')}`;
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Writes the progress in one line. */
export function progress({ columns, sent }: Result): string {
  const parts = columns.map(({ name, delivered, retried }) => {
    const count = `${name} ${delivered}`;
    return retried > 0 ? `${count} ${paint('yellow', `↻${retried}`)}` : count;
  });
  return `${paint('cyan', `→ sent ${sent}`)}   ${paint('green', '✓')} ${parts.join(' · ')}`;
}

function row(label: string, figures: readonly (number | null)[]): string {
  const known = figures.filter((figure) => figure !== null);
  const sum = known.reduce((total, figure) => total + figure, 0);
  return line(label, [...figures.map((figure) => (figure === null ? '–' : String(figure))), String(sum)]);
}

function line(label: string, cells: readonly string[]): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${cells.map((cell) => cell.padStart(WIDTH)).join('')}`;
}

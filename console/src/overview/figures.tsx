import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { rangeStart, type Range } from '../api/queries.ts';
import type { Stats, Status } from '../api/types.ts';
import { count, duration } from '../parts/format.ts';
import { LATE_MS } from './attention.ts';

interface FiguresProps {
  /** Undefined while it is not known yet: the places are there from the start. */
  readonly status: Status | undefined;
  readonly stats: Stats | undefined;
  readonly range: Range;
}

/** The row of figures: over the span of time, and now. */
export function Figures({ status, stats, range }: FiguresProps): ReactElement {
  const now = status?.deliveries;
  const totals = stats?.totals;
  const from = rangeStart(range);
  return (
    <div className="figures">
      <Figure
        label="Delivered"
        value={totals && count(totals.delivered)}
        note={totals && rate(totals.delivered, range)}
      >
        {(face) => (
          <Link to="/deliveries" search={{ state: 'delivered', from }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label="Failed"
        value={totals && count(totals.failed)}
        tone={totals && totals.failed > 0 ? 'tone-bad' : undefined}
        note={totals && share(totals)}
      >
        {(face) => (
          <Link to="/deliveries" search={{ state: 'failed', from }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label="Waiting now"
        value={now && count(now.pending + now.sending)}
        note={now?.sending ? `${count(now.sending)} being sent` : ' '}
      >
        {(face) => (
          <Link to="/deliveries" search={{ state: 'pending,sending' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label="Past due now"
        value={now && count(now.past_due)}
        tone={(now?.past_due_ms ?? 0) >= LATE_MS ? 'tone-warn' : undefined}
        note={now?.past_due ? `the first by ${duration(now.past_due_ms ?? 0)}` : ' '}
      >
        {(face) => (
          <Link to="/deliveries" search={{ state: 'pending' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure label="Response time, median" value={latency(totals?.p50_ms)} note=" " />
      <Figure label="Response time, 95 %" value={latency(totals?.p95_ms)} note=" " />
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  /** Undefined while it is not known yet. */
  readonly value: string | undefined;
  readonly note: string | undefined;
  readonly tone?: string | undefined;
  readonly children?: (face: ReactNode) => ReactElement;
}

function Figure({ label, value = '–', note, tone = '', children }: FigureProps): ReactElement {
  const face = (
    <>
      <Text size="xs" c="dimmed" component="span" display="block">
        {label}
      </Text>
      <span className={`figure-value num ${tone}`} style={{ display: 'block' }}>
        {value}
      </span>
      <Text size="xs" c="dimmed" component="span" display="block" className="num" mih={18}>
        {note}
      </Text>
    </>
  );
  return children ? children(face) : <div className="figure">{face}</div>;
}

const MINUTES: Readonly<Record<Range, number>> = { '1h': 60, '24h': 1_440, '7d': 10_080 };

function rate(delivered: number, range: Range): string {
  const each = delivered / MINUTES[range];
  return each === 0 ? ' ' : `${each < 0.1 ? 'under 0.1' : each.toFixed(each < 10 ? 1 : 0)} a minute`;
}

function share({ delivered, failed }: Stats['totals']): string {
  const all = delivered + failed;
  return all === 0 || failed === 0 ? ' ' : `${((failed / all) * 100).toFixed(1)} % of all`;
}

function latency(ms: number | null | undefined): string | undefined {
  return ms === undefined || ms === null ? undefined : duration(ms);
}

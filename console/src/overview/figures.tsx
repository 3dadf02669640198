import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { rangeStart, type Range } from '../api/queries.ts';
import type { Stats, Status } from '../api/types.ts';
import { Figure } from '../parts/figure.tsx';
import { count, duration } from '../parts/format.ts';
import { LATE_MS } from './attention.ts';

interface FiguresProps {
  /** Status; undefined while it is loading: the figures keep their space. */
  readonly status: Status | undefined;
  readonly stats: Stats | undefined;
  readonly range: Range;
}

/** Shows the figures of the time range and the current ones. */
export function Figures({ status, stats, range }: FiguresProps): ReactElement {
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
        tone={totals && totals.failed > totals.repaired ? 'tone-bad' : undefined}
        note={totals && failedNote(totals)}
      >
        {(face) => (
          <Link to="/deliveries" search={{ state: 'failed', from }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <NowFigures now={status?.deliveries} />
      <Figure
        label="Unrouted"
        value={stats && atMost(stats.unrouted)}
        note={stats?.unrouted ? 'events no endpoint received' : null}
      >
        {(face) => (
          <Link to="/events" search={{ q: 'unrouted:yes' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label="Latency p95"
        value={latency(totals?.p95_ms)}
        note={totals && totals.p50_ms !== null && `p50 ${duration(totals.p50_ms)}`}
      />
    </div>
  );
}

/** Shows the numbers of queued and overdue deliveries now, whatever the time range. */
function NowFigures({ now }: { readonly now: Status['deliveries'] | undefined }): ReactElement {
  return (
    <>
      <Figure label="Queued" value={now && count(now.pending + now.sending)} note={now && queuedNote(now)}>
        {(face) => (
          <Link to="/deliveries" search={{ state: 'pending,sending' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label="Overdue"
        value={now && count(now.past_due)}
        tone={(now?.past_due_ms ?? 0) >= LATE_MS ? 'tone-warn' : undefined}
        note={now?.past_due ? `oldest ${duration(now.past_due_ms ?? 0)} late` : null}
      >
        {(face) => (
          <Link to="/deliveries" search={{ state: 'pending', overdue: 'true' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
    </>
  );
}

const MINUTES: Readonly<Record<Range, number>> = { '1h': 60, '24h': 1_440, '7d': 10_080 };

function rate(delivered: number, range: Range): string | null {
  const each = delivered / MINUTES[range];
  return each === 0 ? null : `${each < 0.1 ? 'under 0.1' : each.toFixed(each < 10 ? 1 : 0)} a minute`;
}

/** Describes failed deliveries: how many were repaired by a redelivery, and the share of the others. */
function failedNote({ delivered, failed, repaired }: Stats['totals']): string | null {
  if (failed === 0) return null;
  const left = Math.max(0, failed - repaired);
  // A repaired delivery is among the delivered ones, so it counts once.
  const all = delivered + left;
  const share = left === 0 || all === 0 ? '' : `${((left / all) * 100).toFixed(1)} % of all`;
  const parts = [repaired === 0 ? '' : `${count(repaired)} repaired`, share];
  return parts.filter((part) => part !== '').join(', ');
}

function queuedNote({ sending, held }: Status['deliveries']): string {
  const parts = [sending ? `${count(sending)} sending` : '', held ? `${count(held)} held` : ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** Number at which the gateway stops counting. */
const COUNTED = 1_000;

function atMost(n: number): string {
  return n >= COUNTED ? `${count(COUNTED)}+` : count(n);
}

function latency(ms: number | null | undefined): string | undefined {
  return ms === undefined || ms === null ? undefined : duration(ms);
}

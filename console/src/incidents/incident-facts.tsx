import type { ReactElement } from 'react';
import type { IncidentDetail } from '../api/types.ts';
import { actorName } from '../parts/actor.ts';
import { Due } from '../parts/due.tsx';
import { Figure } from '../parts/figure.tsx';
import { count } from '../parts/format.ts';
import { When } from '../parts/when.tsx';

/** The figures of an incident, and who takes care of it. */
export function IncidentFacts({ incident }: { readonly incident: IncidentDetail }): ReactElement {
  const { failed, failed_now: now, redelivering, repaired, held, next_probe_at: probe } = incident;
  const { acknowledged_at: at, acknowledged_by: who, muted_until: muted, quiet } = incident;
  return (
    <div className="figures">
      <Figure label="Failed permanently" value={count(failed)} note={failedNote(failed, now)} />
      <Figure
        label="Repaired"
        value={count(repaired)}
        note={redelivering > 0 && `${count(redelivering)} retrying`}
      />
      <Figure
        label="On hold"
        value={held === null ? '–' : count(held)}
        note={probe !== null && <Due at={probe} before="next probe " passed="probe due" />}
      />
      <Figure
        label="Acknowledged by"
        mark={<span className="break">{who === null ? 'Nobody yet' : actorName(who)}</span>}
        note={at !== null && <When at={at} />}
      />
      {muted === null ? (
        <Figure
          label="Notifications"
          mark={quiet ? 'Not sent' : 'Sent'}
          note={quiet && 'only the gateway’s own events failed'}
        />
      ) : (
        <Figure
          label="Notifications"
          mark="Muted"
          note={
            <>
              until <When at={muted} />
            </>
          }
        />
      )}
    </div>
  );
}

function failedNote(failed: number, now: number): string | null {
  if (failed === 0) return null;
  return now === 0 ? 'all repaired or cancelled' : `${count(now)} still failed`;
}

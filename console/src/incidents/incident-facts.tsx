import { Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { IncidentDetail } from '../api/types.ts';
import { Due } from '../parts/due.tsx';
import { count } from '../parts/format.ts';
import { When } from '../parts/when.tsx';

/** The figures of an incident, and who takes care of it. */
export function IncidentFacts({ incident }: { readonly incident: IncidentDetail }): ReactElement {
  const { failed, failed_now: now, redelivering, repaired, held, next_probe_at: probe } = incident;
  const { acknowledged_at: at, acknowledged_by: who, muted_until: muted } = incident;
  return (
    <div className="figures">
      <Fact label="Failed permanently" note={failedNote(failed, now)}>
        {count(failed)}
      </Fact>
      <Fact label="Repaired" note={redelivering === 0 ? ' ' : `${count(redelivering)} retrying`}>
        {count(repaired)}
      </Fact>
      <Fact label="On hold" note={probe === null ? ' ' : <>next probe {<Due at={probe} />}</>}>
        {held === null ? '–' : count(held)}
      </Fact>
      <Fact label="Acknowledged" note={at === null ? ' ' : <When at={at} />}>
        {who ?? 'no'}
      </Fact>
      <Fact label="Messages" note={muted === null ? ' ' : <>until {<When at={muted} ahead />}</>}>
        {muted === null ? (incident.quiet ? 'none' : 'sent') : 'muted'}
      </Fact>
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

function Fact({ label, note, children }: FactProps): ReactElement {
  return (
    <div className="figure">
      <Text size="xs" c="dimmed" component="span" display="block">
        {label}
      </Text>
      <span className="figure-value num break" style={{ display: 'block' }}>
        {children}
      </span>
      <Text size="xs" c="dimmed" component="span" display="block" className="num" mih={18}>
        {note}
      </Text>
    </div>
  );
}

function failedNote(failed: number, now: number): string {
  if (failed === 0) return ' ';
  return now === 0 ? 'none is failed now' : `${count(now)} failed now`;
}

import '../parts/timeline.css';
import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { IncidentStep } from '../api/types.ts';
import { When } from '../parts/when.tsx';
import { stepText, stepTone } from './incident-steps.ts';

interface TimelineProps {
  readonly steps: readonly IncidentStep[];
  readonly opened: string;
}

/** Lists the steps of an incident, the oldest first. */
export function IncidentTimeline({ steps, opened }: TimelineProps): ReactElement {
  return (
    <ol className="timeline">
      <li>
        <span className="dot tone-calm" aria-hidden />
        <Text fw={500}>Incident opened</Text>
        <Text size="sm" c="dimmed">
          <When at={opened} />
        </Text>
      </li>
      {steps.map((step, at) => (
        <li key={`${step.at} ${step.kind} ${at}`}>
          <span className={`dot tone-${stepTone(step)}`} aria-hidden />
          <Text fw={500}>{stepText(step)}</Text>
          {step.text !== null && <Text className="break lines">{step.text}</Text>}
          <Text size="sm" c="dimmed">
            <When at={step.at} />
          </Text>
        </li>
      ))}
    </ol>
  );
}

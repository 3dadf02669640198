import '../query/query.css';
import { Group, SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { eventCountsQuery } from '../api/queries.ts';
import type { EventCounts, EventFilter } from '../api/types.ts';
import { count, duration, moment, plural } from '../parts/format.ts';
import { layersOf, stepsOf, type Layer, type Step } from './histogram-steps.ts';
import { Loading } from '../parts/feedback.tsx';

interface HistogramProps {
  readonly filter: EventFilter;
  /** Called with conditions that narrow the query to one bar. */
  readonly onRange: (conditions: string) => void;
}

/** Counts the events of the query over time, by routing or by type. A bar narrows the query to its time. */
export function Histogram({ filter, onRange }: HistogramProps): ReactElement | null {
  const [by, choose] = useState<'routing' | 'type'>('routing');
  const query = useQuery({ ...eventCountsQuery(filter), placeholderData: keepPreviousData });
  if (query.error) return null;
  if (!query.data) return <Loading height={128} />;
  const counts = query.data;
  const layers = layersOf(counts, by);
  return (
    <section className="panel" aria-label="Events over time">
      <Group justify="space-between" px="md" pt="sm" gap="xs">
        <Text size="sm">
          {plural(counts.count, 'event')}, {moment(counts.from)} to {moment(counts.to)}
          {counts.counted_to === null ? '' : ` · counted back to ${moment(counts.counted_to)}`}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="Colour by"
          data={[
            { value: 'routing', label: 'Routing' },
            { value: 'type', label: 'Type' },
          ]}
          value={by}
          onChange={(next) => choose(next as 'routing' | 'type')}
        />
      </Group>
      <Bars counts={counts} layers={layers} onRange={onRange} />
      <Group gap={0} px="md" pb="sm" style={{ columnGap: 16 }}>
        {layers.map(({ name, colour, total }) => (
          <Text key={name} size="xs" c="dimmed" className="break">
            <span className="swatch" style={{ background: colour }} aria-hidden />
            {name} {count(total)}
          </Text>
        ))}
        <Text size="xs" c="dimmed" ml="auto">
          {duration(counts.step_ms)} per bar
        </Text>
      </Group>
    </section>
  );
}

interface BarsProps {
  readonly counts: EventCounts;
  readonly layers: readonly Layer[];
  readonly onRange: (conditions: string) => void;
}

/** The bars. One of them is reached by Tab, the others from there by the arrow keys. */
function Bars({ counts, layers, onRange }: BarsProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const steps = stepsOf(counts);
  const [current, setCurrent] = useState(0);
  const focused = Math.min(current, steps.length - 1);
  const highest = Math.max(1, ...counts.total);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -focused, End: steps.length - 1 - focused }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(steps.length - 1, focused + by));
    setCurrent(next);
    (box.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div
      ref={box}
      className="bars"
      role="toolbar"
      tabIndex={-1}
      aria-label="Bars, oldest first. Arrow keys move, Enter narrows the query."
      style={{ margin: '8px 16px' }}
      onKeyDown={onKeyDown}
    >
      {steps.map((step, index) => (
        <Bar
          key={step.from}
          step={step}
          layers={layers}
          index={index}
          height={(n) => (n / highest) * 64}
          tabIndex={index === focused ? 0 : -1}
          onClick={() => onRange(`from:${step.from} to:${step.to}`)}
        />
      ))}
    </div>
  );
}

interface BarProps {
  readonly step: Step;
  readonly layers: readonly Layer[];
  readonly index: number;
  /** Height of a number of events, px. */
  readonly height: (count: number) => number;
  readonly tabIndex: number;
  readonly onClick: () => void;
}

function Bar({ step, layers, index, height, tabIndex, onClick }: BarProps): ReactElement {
  const parts = layers.filter(({ counts }) => counts[index]! > 0);
  const words = parts.map(({ name, counts }) => `${count(counts[index]!)} ${name}`).join(', ');
  const text = `${moment(step.from)}: ${step.counted ? words || 'no events' : 'not counted yet'}`;
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      title={text}
      aria-label={text}
      data-uncounted={!step.counted || undefined}
      onClick={onClick}
    >
      {parts.map(({ name, colour, counts }) => (
        <span key={name} style={{ height: Math.max(2, height(counts[index]!)), background: colour }} />
      ))}
    </button>
  );
}

import '../parts/kind.css';
import { Group, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Job, JobSummary as Summary } from '../api/types.ts';
import { Fact, Facts } from '../parts/fact.tsx';
import { duration, exact, length } from '../parts/format.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import type { Tone } from '../parts/tone.ts';
import { useTime } from '../parts/ago.tsx';
import { When } from '../parts/when.tsx';

const STATES: Readonly<Record<Summary['state'], readonly [Tone, string]>> = {
  running: ['warn', 'Running'],
  succeeded: ['good', 'Succeeded'],
  failed: ['bad', 'Failed'],
  ended: ['calm', 'Ended'],
};

/** Parameters beyond this number are folded away. */
const SHOWN = 8;

/** Summarises the job by its newest event: state, subject, times, error, video and parameters. */
export function JobSummary({ job: { summary } }: { readonly job: Job }): ReactElement {
  const [tone, state] = STATES[summary.state];
  const { headline, emoji, subject, error, error_detail: detail, facts } = summary;
  return (
    <Panel title={[emoji, headline].filter(Boolean).join(' ')} side={<Mark tone={tone}>{state}</Mark>}>
      <Stack gap="md">
        {subject !== '' && (
          <Text size="lg" fw={600} className="break">
            {subject}
          </Text>
        )}
        {error !== null && (
          <Note tone="bad" title={error}>
            {detail !== null && <Text className="mono break clamp">{detail}</Text>}
          </Note>
        )}
        {facts.length > 0 && <Text className="break">{facts.join(' · ')}</Text>}
        <div className="split split-even">
          <Times summary={summary} />
          <Fields summary={summary} />
        </div>
      </Stack>
    </Panel>
  );
}

function Times({ summary }: { readonly summary: Summary }): ReactElement {
  const {
    started_at: started,
    ended_at: ended,
    duration_ms: took,
    event,
    video_url: video,
    thumbnail_url,
  } = summary;
  const lengthText = useTime((now) =>
    took === null ? `${duration(Math.max(0, now - Date.parse(started)))} so far` : length(took),
  );
  // Of a job with nothing before its end, the beginning is not known.
  const isBegun = started !== ended;
  return (
    <Facts>
      <Fact name="Newest event">
        <span className="mono break">{event}</span>
      </Fact>
      {isBegun && (
        <Fact name="Started">
          <span title={exact(started)}>
            <When at={started} />
          </span>
        </Fact>
      )}
      {ended !== null && (
        <Fact name="Ended">
          <span title={exact(ended)}>
            <When at={ended} />
          </span>
        </Fact>
      )}
      {isBegun && <Fact name="Start to end">{lengthText}</Fact>}
      {(video !== null || thumbnail_url !== null) && (
        <Fact name="Video">
          <Group gap="md">
            {video !== null && <Away href={video}>Watch video</Away>}
            {thumbnail_url !== null && <Away href={thumbnail_url}>Thumbnail</Away>}
          </Group>
        </Fact>
      )}
    </Facts>
  );
}

/** A link to a page that is not the gateway's; the console itself loads nothing from elsewhere. */
function Away({ href, children }: { readonly href: string; readonly children: string }): ReactElement {
  return (
    <a href={href} className="link" target="_blank" rel="noreferrer noopener" title={href}>
      {children} <IconExternalLink size={13} aria-hidden />
    </a>
  );
}

function Fields({ summary: { fields } }: { readonly summary: Summary }): ReactElement | null {
  const rest = fields.slice(SHOWN);
  if (fields.length === 0) return null;
  return (
    <div>
      <FieldList fields={fields.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details className="kind" style={{ marginTop: 10 }}>
          <summary>{`${rest.length} more`}</summary>
          <div style={{ marginTop: 10 }}>
            <FieldList fields={rest} />
          </div>
        </details>
      )}
    </div>
  );
}

function FieldList({ fields }: Pick<Summary, 'fields'>): ReactElement {
  return (
    <Facts>
      {fields.map(({ name, label, value, exact: isExact }) => (
        <Fact key={`${name} ${label}`} name={label}>
          <span className={isExact ? 'mono break' : 'break'}>{value}</span>
        </Fact>
      ))}
    </Facts>
  );
}

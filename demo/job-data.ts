import { randomBytes } from 'node:crypto';
import type { Step, Story } from './story.ts';

/** Makes the id of a job. */
export function newJobId(): string {
  return `job_${Date.now()}_${randomBytes(3).toString('hex')}`;
}

/** Returns the part of an id that tells the jobs apart, and that messages with shortened ids have too. */
export function shortId(job: string): string {
  return job.slice(-6);
}

/** Builds the payload's `data` of a job at a step, as the job server reports it. */
export function jobData(id: string, story: Story, step: Step, now: Date): object {
  const failed = step.status === 'failed';
  const completed = step.status.startsWith('completed');
  const created = new Date(now.getTime() - story.seconds * 1000);
  const render = shortId(id);
  return {
    job_id: id,
    status: step.status,
    created_at: created.toISOString(),
    started_at: new Date(created.getTime() + 5000).toISOString(),
    completed_at: completed ? now.toISOString() : null,
    failed_at: failed ? now.toISOString() : null,
    parameters: story.parameters,
    progress: step.progress,
    current_step: step.step,
    video_url: step.video ? `https://cdn.creatomate.com/renders/${render}-video.mp4` : null,
    creatomate_id: step.video || step.render ? `${render}-render-id` : null,
    error: step.error ?? null,
    retry_count: step.retries ?? 0,
    processing_duration_ms: completed || failed ? (story.seconds - 5) * 1000 : null,
  };
}

import type { Received } from './receiver.js';

/** The number `data.n` of every request, in the order they came, by `data.job_id`. */
export function arrivals(requests: readonly Received[]): Map<string, number[]> {
  const jobs = new Map<string, number[]>();
  for (const { body } of requests) {
    const { data } = JSON.parse(body) as { data: { job_id: string; n: number } };
    jobs.set(data.job_id, [...(jobs.get(data.job_id) ?? []), data.n]);
  }
  return jobs;
}

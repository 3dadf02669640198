import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.service.js';

describe(Metrics.name, () => {
  it('gives the types that senders make up no labels without end, and the known ones theirs all the same', () => {
    const metrics = new Metrics();
    const labels = new Set(Array.from({ length: 1_000 }, (_, i) => metrics.typeLabel(`made.up_${i}`)));
    expect(labels.size).toBe(201);
    expect(labels).toContain('other');
    expect(metrics.typeLabel('made.up_0')).toBe('made.up_0');
    expect(metrics.typeLabel('job.completed')).toBe('job.completed');
  });
});

import { describe, expect, it } from '@jest/globals';
import { BreakerMonitor } from '../../src/modules/delivery/breaker/breaker-monitor.service.js';
import { EndpointCatalogue } from '../../src/modules/endpoints/endpoint-catalogue.service.js';
import { EventCatalogue } from '../../src/modules/event-types/event-catalogue.service.js';

/** The key under which `@Interval` of `@nestjs/schedule` keeps the time between two calls. */
const INTERVAL = 'SCHEDULE_INTERVAL_OPTIONS';

// The end-to-end tests of several nodes see that a change arrives, whenever that is: only this one knows the time.
describe('What one node changes is read by the others at least twice a second', () => {
  it.each([
    ['endpoints', EndpointCatalogue.prototype.refresh],
    ['event types', EventCatalogue.prototype.refresh],
    ['circuits', BreakerMonitor.prototype.poll],
  ])('%s', (_, read) => {
    const { timeout } = Reflect.getMetadata(INTERVAL, read) as { readonly timeout: number };
    expect(timeout).toBeGreaterThan(0);
    expect(timeout).toBeLessThanOrEqual(500);
  });
});

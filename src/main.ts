import { relaunchWithinLimit } from './relaunch.js';

// The gateway is loaded afterwards: a process that is replaced loads nothing twice.
relaunchWithinLimit();
await import('./start.js');

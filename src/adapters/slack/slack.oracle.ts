export { faultsOf, linksOf, pingsOf, seenOf } from '../block-kit/block-kit.oracle.ts';

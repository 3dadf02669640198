/** The cumulative layout shift of a page since it began to load. */
export const LAYOUT_SHIFT = `new Promise((tell) => {
  let sum = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) sum += hadRecentInput ? 0 : value;
  });
  watch.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(sum))));
})`;

/**
 * Lets a method run once at a time for each object: a call while another is under way does nothing, so that calls at
 * intervals do not pile up while the store is slow. Apply it below `@Interval`: decorators run bottom-up, and `@Interval`
 * must see the wrapped method. The room `timing` holds such tools for the timing of work; they import nothing.
 */
export function NonOverlapping<Self extends object>(
  _target: Self,
  _name: string | symbol,
  descriptor: TypedPropertyDescriptor<() => Promise<void>>,
): void {
  const work = descriptor.value!;
  const underWay = new WeakSet<object>();
  descriptor.value = async function (this: Self): Promise<void> {
    if (underWay.has(this)) return;
    underWay.add(this);
    try {
      await work.call(this);
    } finally {
      underWay.delete(this);
    }
  };
}

/**
 * A method that runs once at a time for each object: a call that comes while another is under way does nothing. What is done
 * at intervals would otherwise pile up where the store is slow. It stands below `@Interval`, which takes what it finds.
 */
export function OneAtATime<Self extends object>(
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

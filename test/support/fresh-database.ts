let count = 0;

/** A lab id that no other test has: each test has a database of its own. */
export function freshLabId(): string {
  count += 1;
  return `test-${crypto.randomUUID()}-${String(count)}`;
}

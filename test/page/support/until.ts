/** Generous: it ends a test that hangs, it is no measure of speed. */
const GIVEN_UP_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 25;

/**
 * Looks again and again until something is there.
 *
 * @param what  what is waited for, in words
 * @param look  gives it, or null as long as it is not there
 * @throws Error naming what never came
 */
export async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const endMs = performance.now() + GIVEN_UP_AFTER_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > endMs) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

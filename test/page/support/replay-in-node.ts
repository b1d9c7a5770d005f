import type { Run } from '../../../workers/api.ts';
import { advance, digestOf, provideBytes, setFuture } from '../../../workers/core/lab.ts';
import { openLab } from '../../support/run-lines.ts';

/**
 * Digest of the world that a run leads to, in Node and on the core alone.
 *
 * @param run  with its files, if its lines name any
 * @param toMs  virtual ms
 */
export function digestInNode(
  run: Run,
  toMs: number,
  kernel: 'wasm' | 'reference' = 'wasm',
): string {
  const { scenario, seed, diskMiB } = run;
  const lab = openLab({ scenario, seed, diskMiB }, kernel);
  for (const text of Object.values(run.files)) {
    provideBytes(lab, new Uint8Array(Buffer.from(text, 'base64')));
  }
  setFuture(lab, run.lines);
  advance(lab, 0);
  advance(lab, toMs);
  return digestOf(lab);
}

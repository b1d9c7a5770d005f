import { deflateSync } from 'fflate';

/**
 * Length of these bytes once compressed, in bytes.
 *
 * It decides when simulated data arrives, so both kernels share one deflate in one pinned version: another
 * compressor, or another version, gives other lengths and so another run.
 */
export function compressedLength(bytes: Uint8Array): number {
  return deflateSync(bytes, { level: 6 }).length;
}

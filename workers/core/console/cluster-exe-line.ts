import type { Options } from './cluster-exe-options.ts';
import type { LineContext } from './outcome.ts';
import type { Cluster } from '../world.ts';

/** A `cluster` line as far as it is understood. */
export interface ClusterLine extends LineContext {
  readonly cluster: Cluster;
  /** The object's name as typed; null for all. */
  readonly name: string | null;
  readonly options: Options;
}

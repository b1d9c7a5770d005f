import type { ClusterNode, Failure, Resource, ResourceTypeName, World } from '../world.ts';
import type { DurationName } from '../snapshot.ts';
import type { Milliseconds } from '../units.ts';

/** How the work of coming online ended: done, failed, or to be tried again while the resource stays pending. */
export type OnlineOutcome = 'online' | Failure | { readonly retryMs: Milliseconds };

/** A private property: its name as the tool prints it, and what it takes. */
export interface PrivateProperty {
  readonly name: string;
  readonly kind: 'text' | 'number';
  readonly initial: string | number;
  /** Without it the resource does not come online. */
  readonly isRequired: boolean;
  /** @returns why the value cannot be, or null */
  readonly refuse: (value: string) => string | null;
}

/** What one type of resource does; one file each. */
export interface ResourceType {
  readonly name: ResourceTypeName;
  /** A resource of this type must be among the dependencies. */
  readonly requiredDependency: ResourceTypeName | null;
  readonly privateProperties: readonly PrivateProperty[];
  /** What its online work takes. */
  readonly onlineDuration: DurationName;
  /** The work at the end of the online time. */
  readonly goOnline: (world: World, resource: Resource, node: ClusterNode) => OnlineOutcome;
  /** Undoes it; also when the resource failed or its node is gone. */
  readonly goOffline: (world: World, resource: Resource, node: ClusterNode) => void;
  /** The check of both polls. */
  readonly isAlive: (world: World, resource: Resource, node: ClusterNode) => boolean;
}

/** A text property that must be set. */
export function requiredProperty(
  name: string,
  refuse: (value: string) => string | null,
): PrivateProperty {
  return { name, kind: 'text', initial: '', isRequired: true, refuse };
}

/** A property that takes any text. */
export function textProperty(
  name: string,
  refuse: (value: string) => string | null = () => null,
): PrivateProperty {
  return { name, kind: 'text', initial: '', isRequired: false, refuse };
}

/** A property in effect, as text; empty when it is not set. */
export function textOf(resource: Resource, name: string): string {
  return String(resource.activeProperties.get(name) ?? '');
}

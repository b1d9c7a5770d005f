import type { Resource } from '../world.ts';

/** Resources of the group that depend on this one directly. */
export function dependentsOf(resource: Resource): Resource[] {
  return resource.group.resources.filter((each) => each.dependencies.includes(resource));
}

/** Everything that depends on this one, directly or not. */
export function allDependentsOf(resource: Resource): Resource[] {
  return resource.group.resources.filter((each) => each !== resource && dependsOn(each, resource));
}

/** Whether one resource depends on another, directly or not. */
export function dependsOn(resource: Resource, other: Resource): boolean {
  return resource.dependencies.some((each) => each === other || dependsOn(each, other));
}

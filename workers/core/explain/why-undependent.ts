import type { Reason } from './alarm-rule.ts';
import { findResource } from './pair-state.ts';
import { begins, hasOption, latestLine, names, setBy } from './typed-lines.ts';
import { typeOf } from '../cluster/resource-types.ts';
import type { Resource, World } from '../world.ts';

/** Which resource lacks the dependency that its type requires, and the line that left it so. */
export function whyUndependent(world: World): readonly Reason[] {
  const resource = findResource(world, lacksDependency);
  if (resource === null) return [];
  const line = latestLine(
    world,
    (each) =>
      begins(each, 'cluster') &&
      names(each, [resource.name]) &&
      hasOption(each, '/create', '/removedep'),
  );
  return [
    setBy(
      line,
      `"${resource.name}" depends on no resource of type ${typeOf(resource).requiredDependency ?? ''}`,
      'M32',
      'VS-3e',
    ),
  ];
}

function lacksDependency(resource: Resource): boolean {
  const required = typeOf(resource).requiredDependency;
  return required !== null && !resource.dependencies.some((each) => each.type === required);
}

import { typeOf } from './resource-types.ts';
import type { Failure, Resource } from '../world.ts';

/** Why this resource cannot be asked to come online now; null when it can. Looks through what it depends on. */
export function onlineRefusal(resource: Resource): Failure | null {
  const { owner, move } = resource.group;
  if (owner === null)
    return {
      exitCode: 5050,
      text: `No node of the cluster is up: nobody owns the group "${resource.group.name}".`,
    };
  if (move !== null)
    return {
      exitCode: 5012,
      text: `The group "${resource.group.name}" accepts no request at the moment: it is moving.`,
    };
  if (!resource.possibleOwners.includes(owner)) {
    return {
      exitCode: 5071,
      text: `${owner.name} owns the group, and "${resource.name}" may not run there.`,
    };
  }
  const required = typeOf(resource).requiredDependency;
  if (required !== null && !resource.dependencies.some((each) => each.type === required)) {
    return {
      exitCode: 5002,
      text: `"${resource.name}" needs a dependency on a resource of type ${required}; it has none.`,
    };
  }
  const unset = typeOf(resource).privateProperties.find(
    ({ name, isRequired }) => isRequired && resource.properties.get(name) === '',
  );
  if (unset !== undefined) {
    return {
      exitCode: 87,
      text: `"${resource.name}" has no ${unset.name}; set it with /PRIV ${unset.name}=…`,
    };
  }
  for (const dependency of resource.dependencies) {
    const refusal = onlineRefusal(dependency);
    if (refusal !== null) return refusal;
  }
  return null;
}

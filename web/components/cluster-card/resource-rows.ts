import type { ResourceSnapshot } from '../../../workers/api.ts';
import { property } from '../stage/virtual-server.ts';

/** A resource in its place: below what it depends on, with an elbow when that is the row above. */
export interface ResourceRow {
  readonly resource: ResourceSnapshot;
  readonly elbow: boolean;
  /** What it holds: address, name, drive or connection. */
  readonly value: string;
}

/** Resources in dependency order: each after all that it depends on, as close below as can be. */
export function resourceRows(resources: readonly ResourceSnapshot[]): readonly ResourceRow[] {
  const names = new Set(resources.map(({ name }) => name));
  const placed = new Set<string>();
  const rows: ResourceRow[] = [];
  const isFree = (resource: ResourceSnapshot): boolean =>
    !placed.has(resource.name) &&
    resource.dependencies.every((name) => placed.has(name) || !names.has(name));
  const place = (resource: ResourceSnapshot): void => {
    const above = rows.at(-1)?.resource.name;
    const elbow = above !== undefined && resource.dependencies.includes(above);
    placed.add(resource.name);
    rows.push({ resource, elbow, value: valueWords(resource) });
    for (const next of resources) {
      if (next.dependencies.includes(resource.name) && isFree(next)) place(next);
    }
  };
  for (const resource of resources) if (isFree(resource)) place(resource);
  return rows;
}

function valueWords(resource: ResourceSnapshot): string {
  const set = property(resource, 'ReplicationSet');
  if (set !== null) return `${set} → ${property(resource, 'Target') ?? 'no target'}`;
  return (
    property(resource, 'Address') ??
    property(resource, 'Name') ??
    property(resource, 'Drive') ??
    resource.type
  );
}

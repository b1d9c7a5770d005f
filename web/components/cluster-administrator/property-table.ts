/** Heading and rule above the rows of what `/prop` prints. */
const HEADING_ROWS = 2;

/**
 * Values by property from what `/prop` printed of an object.
 *
 * @param name  the object's name as it stands at the beginning of each row
 */
export function readProperties(output: string, name: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const row of output.split('\n').slice(HEADING_ROWS)) {
    if (!row.toLowerCase().startsWith(name.toLowerCase())) continue;
    const [, property, value = ''] = /^\s+(\S+)(?:\s+(.*))?$/.exec(row.slice(name.length)) ?? [];
    if (property !== undefined) values[property] = value;
  }
  return values;
}

/** The operating systems that a node may have, as their makers name them. */
export const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  nt4sp3: 'NT 4.0, Service Pack 3',
  nt4sp4: 'NT 4.0, Service Pack 4',
  w2kpro: 'Windows 2000 Professional',
  w2kas: 'Windows 2000 Advanced Server',
  w2kdc: 'Windows 2000 Datacenter Server',
};

const SHORT = new RegExp(`\\b(${Object.keys(SYSTEM_NAMES).join('|')})\\b`, 'g');

/** A text with operating systems by their names, where lines write them short. */
export function systemsNamed(text: string): string {
  return text.replace(SHORT, (short) => SYSTEM_NAMES[short] ?? short);
}

import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** What axe finds wrong with the page as it stands, by all its rules: rule, and for each place where it is and why. */
export async function axeFindings(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await runner.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) => {
        const [why] = [...any, ...all, ...none];
        return `${id} at ${target.flat().join(' ')}: ${why?.message ?? ''}`;
      }),
    );
  });
}

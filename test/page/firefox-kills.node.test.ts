/** The promise of a kept lab in another engine: the same kills as in Chromium, where there is a Firefox. */
import { describe, it } from 'node:test';
import { findFirefox } from '../support/browser.ts';
import { makeFirefoxProfile } from './support/browser-session.ts';
import {
  BROWSER_KILLED,
  endAgainAndAgain,
  KeptBrowser,
  TAB_TORN_AWAY,
} from './support/kept-lab.ts';
import { chosenSeed, Seeded } from './support/seeded.ts';
import { openSite } from './support/site.ts';

const firefox = findFirefox();
const seed = chosenSeed();
const random = new Seeded(seed);
if (firefox === null) {
  console.log('Firefox was not found: its kills were not tried. Install it, or set FIREFOX_PATH.');
}

describe('A lab that is kept in Firefox', { skip: firefox === null }, () => {
  for (const [way, count] of [
    [TAB_TORN_AWAY, 14],
    [BROWSER_KILLED, 6],
  ] as const) {
    it(`loses nothing that it called saved when ${way.name}, ${String(count)} times`, async () => {
      if (firefox === null) return;
      console.log(`SEED=${String(seed)}`);
      const site = await openSite();
      const browser = new KeptBrowser(makeFirefoxProfile(firefox));
      try {
        await endAgainAndAgain(browser, `${site.url}lab.html`, random, { way, count, seed });
      } finally {
        await browser.remove();
        await site.close();
      }
    });
  }
});

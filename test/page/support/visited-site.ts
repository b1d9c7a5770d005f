import { after, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { startBrowser } from './browser-session.ts';
import { LabPage } from './lab-page.ts';
import { openSite, type Site } from './site.ts';

/** The built pages and a browser, there for all tests of a file and closed behind them. */
export class VisitedSite {
  #site: Site | null = null;
  #browser: Browser | null = null;

  /** @param options  as of `startBrowser` */
  constructor(options: Parameters<typeof startBrowser>[0] = {}) {
    before(async () => {
      this.#site = await openSite();
      this.#browser = await startBrowser(options);
    });
    after(async () => {
      await this.#browser?.close();
      await this.#site?.close();
    });
  }

  get site(): Site {
    if (this.#site === null) throw new Error('The site is open within tests only.');
    return this.#site;
  }

  get browser(): Browser {
    if (this.#browser === null) throw new Error('The browser runs within tests only.');
    return this.#browser;
  }

  /** An empty tab with a storage of its own. */
  async freshTab(): Promise<LabPage> {
    const context = await this.browser.createBrowserContext();
    return LabPage.of(await context.newPage());
  }
}

import { after, afterEach, before, beforeEach } from 'node:test';
import { makeProfile } from './browser-session.ts';
import { KeptBrowser } from './kept-lab.ts';
import { openSite, type Site } from './site.ts';

/** A browser that keeps what it stores, and the built pages anew for each test of a file. */
export class KeptSite {
  #browser: KeptBrowser | null = null;
  #site: Site | null = null;

  constructor() {
    before(() => {
      this.#browser = new KeptBrowser(makeProfile());
    });
    after(() => this.#browser?.remove());
    // A port of its own is an origin of its own, and so a storage of its own.
    beforeEach(async () => {
      this.#site = await openSite();
    });
    afterEach(async () => {
      await this.#browser?.closeTabs();
      await this.#site?.close();
    });
  }

  get browser(): KeptBrowser {
    if (this.#browser === null) throw new Error('The browser runs within tests only.');
    return this.#browser;
  }

  /** Address of the lab's page. */
  get labUrl(): string {
    return `${this.#open.url}lab.html`;
  }

  /** Address of a page of the same origin without a lab. */
  get blankUrl(): string {
    return this.#open.blankUrl;
  }

  get #open(): Site {
    if (this.#site === null) throw new Error('The site is open within tests only.');
    return this.#site;
  }
}

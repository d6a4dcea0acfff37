// One browser profile for the pages of many tests: a profile of its own for each costs more than most tests do.

const STORED = 'cookies,local_storage,indexeddb,cache_storage,service_workers';
// While a page of this site is open, its process stays, and the next page need not start another.
const HOME = 'http://127.0.0.1/';

export class SharedProfile {
  constructor() {
    // Whether a page of the current test is open in it.
    this.isTaken = false;
    // Of what the current test has opened.
    this.origins = new Set();
  }

  /**
   * The test's page.
   * @param {() => Promise<import('playwright-core').BrowserContext>} newContext
   */
  async newPage(newContext) {
    this.isTaken = true;
    if (!this.context) {
      this.context = await newContext();
      this.home = await this.context.newPage();
      await this.home.route(HOME, (route) => route.fulfill({ body: '' }));
      await this.home.goto(HOME);
      this.devtools = await this.context.newCDPSession(this.home);
    }
    return this.context.newPage();
  }

  /** @param {string} url Of a request of the page. */
  note(url) {
    const { protocol, origin } = new URL(url);
    if (protocol === 'file:') this.origins.add('file://');
    else if (/^https?:$/.test(protocol)) this.origins.add(origin);
  }

  /** Closes the pages of a test and deletes what they have left. */
  async empty() {
    if (!this.isTaken) return;
    const pages = this.context.pages().filter((page) => page !== this.home);
    await Promise.all(pages.map((page) => page.close()));
    for (const origin of this.origins) {
      await this.devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: STORED });
    }
    await this.devtools.send('Network.clearBrowserCache');
    this.origins.clear();
    this.isTaken = false;
  }
}

// The widget's inside without its contents: stylesheet, root div, theme and width.

import { stylesheet } from './files.js';

const MEDIUM = 720;
const WIDE = 1120;
const STYLE_PATIENCE_MS = 3000;

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

export class Shadow {
  /** `onUnstyled` is called if the stylesheet could not be loaded. */
  constructor(element, onUnstyled) {
    this.element = element;
    this.root = document.createElement('div');
    this.root.className = 'drc';
    this.root.setAttribute('part', 'root');
    this.notices = this.root.appendChild(document.createElement('div'));
    this.stage = this.root.appendChild(document.createElement('div'));
    this.applyTheme = () => this.setTheme();
    this.applyWidth = () => this.setWidth();

    const shadow = element.attachShadow({ mode: 'open' });
    shadow.appendChild(this.stylesheet(onUnstyled));
    shadow.appendChild(this.root);
  }

  connected() {
    this.setTheme();
    // addListener: MediaQueryList is no EventTarget in WebKit 13.
    darkScheme.addListener(this.applyTheme);
    if (typeof ResizeObserver === 'function') {
      this.observer = new ResizeObserver(this.applyWidth);
      this.observer.observe(this.root);
    } else {
      window.addEventListener('resize', this.applyWidth);
    }
    this.setWidth();
  }

  disconnected() {
    darkScheme.removeListener(this.applyTheme);
    if (this.observer) this.observer.disconnect();
    window.removeEventListener('resize', this.applyWidth);
  }

  /** A link loads anew whenever it is inserted: nothing shows until it has. */
  awaitStyle() {
    if (!this.link || this.link.sheet) return;
    this.root.hidden = true;
    // Plain text late is better than nothing, should neither load nor error ever come.
    setTimeout(() => {
      this.root.hidden = false;
    }, STYLE_PATIENCE_MS);
  }

  setTheme() {
    const asked = this.element.getAttribute('theme');
    const dark = asked === 'dark' || (asked !== 'light' && darkScheme.matches);
    this.root.setAttribute('data-theme', dark ? 'dark' : 'light');
  }

  setWidth() {
    const width = this.root.clientWidth;
    // Not laid out yet, or hidden by the host: the next size decides.
    if (width === 0) return;
    this.root.setAttribute('data-width', width < MEDIUM ? 'narrow' : width < WIDE ? 'medium' : 'wide');
  }

  /** An empty child for the wasm; what an earlier instance left behind goes. */
  freshStage() {
    const stage = document.createElement('div');
    this.root.replaceChild(stage, this.stage);
    this.stage = stage;
    return stage;
  }

  showNotice(notice) {
    this.clearNotices();
    this.notices.appendChild(notice);
  }

  clearNotices() {
    this.notices.textContent = '';
  }

  stylesheet(onUnstyled) {
    const style = stylesheet(document);
    if (style.localName !== 'link') return style;
    this.link = style;
    const show = () => {
      this.root.hidden = false;
      this.setWidth();
    };
    style.addEventListener('load', show);
    style.addEventListener('error', () => {
      show();
      onUnstyled();
    });
    return style;
  }
}

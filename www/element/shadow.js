// The shadow root of an element: its stylesheet, theme and width, the notices of the script, and the place for the wasm.

import { stylesheet } from './files.js';

const MEDIUM = 720;
const WIDE = 1120;
const STYLE_TIMEOUT_MS = 3000;

const PRINTING = ['beforeprint', 'afterprint'];

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

export class Shadow {
  /**
   * @param {HTMLElement} element
   * @param {() => void} onUnstyled Called if the stylesheet could not be loaded.
   */
  constructor(element, onUnstyled) {
    this.element = element;
    /** @type {ResizeObserver | null} */
    this.observer = null;
    /**
     * Of the stylesheet; none in the offline page, which holds the styles themselves.
     * @type {HTMLLinkElement | null}
     */
    this.link = null;
    // Until when the widget waits for it.
    this.styleTimer = 0;
    this.root = document.createElement('div');
    // A translator that replaces text nodes would leave them behind at the next change.
    this.root.className = 'drc notranslate';
    this.root.setAttribute('translate', 'no');
    this.root.setAttribute('part', 'root');
    this.notices = this.root.appendChild(document.createElement('div'));
    this.stage = this.root.appendChild(document.createElement('div'));
    this.applyTheme = () => this.setTheme();
    this.applyWidth = () => this.setWidth();
    this.isPrinting = false;
    /** @param {Event} event */
    this.applyPrinting = (event) => this.setPrinting(event);

    const shadow = element.attachShadow({ mode: 'open' });
    shadow.appendChild(this.stylesheet(onUnstyled));
    shadow.appendChild(this.root);
  }

  connected() {
    for (const type of PRINTING) window.addEventListener(type, this.applyPrinting);
    this.setTheme();
    // Not addEventListener: in WebKit 13 a MediaQueryList is not an EventTarget.
    darkScheme.addListener(this.applyTheme);
    if (typeof ResizeObserver === 'function') {
      // In the next frame: a change of the layout here would be an error of the page's.
      this.observer = new ResizeObserver(() => requestAnimationFrame(this.applyWidth));
      this.observer.observe(this.root);
    } else {
      window.addEventListener('resize', this.applyWidth);
    }
    this.setWidth();
  }

  disconnected() {
    for (const type of PRINTING) window.removeEventListener(type, this.applyPrinting);
    darkScheme.removeListener(this.applyTheme);
    if (this.observer) this.observer.disconnect();
    window.removeEventListener('resize', this.applyWidth);
    // A timer would keep the removed element and its program in memory.
    clearTimeout(this.styleTimer);
  }

  /** Hides the widget until its stylesheet is there: a link loads again whenever it is inserted. */
  awaitStyle() {
    if (!this.link || this.link.sheet) return;
    this.root.hidden = true;
    // Unstyled text late is better than nothing, should neither `load` nor `error` ever come.
    clearTimeout(this.styleTimer);
    this.styleTimer = window.setTimeout(() => this.show(), STYLE_TIMEOUT_MS);
  }

  /** @param {Event} event Of printing. */
  setPrinting({ type }) {
    this.isPrinting = type === 'beforeprint';
    this.setTheme();
    this.setWidth();
  }

  setTheme() {
    const asked = this.element.getAttribute('theme');
    const dark = !this.isPrinting && (asked === 'dark' || (asked !== 'light' && darkScheme.matches));
    this.root.setAttribute('data-theme', dark ? 'dark' : 'light');
  }

  setWidth() {
    // Paper is narrower than the window.
    const width = this.isPrinting ? MEDIUM : this.root.clientWidth;
    // Not laid out yet, or hidden by the page: the next size decides.
    if (width === 0) return;
    const name = width < MEDIUM ? 'narrow' : width < WIDE ? 'medium' : 'wide';
    // A change of the height alone must not lay out everything again.
    if (this.root.getAttribute('data-width') !== name) this.root.setAttribute('data-width', name);
  }

  /** An empty element for the wasm, in place of the one that an earlier instance used. */
  freshStage() {
    const stage = document.createElement('div');
    this.root.replaceChild(stage, this.stage);
    this.stage = stage;
    return stage;
  }

  /**
   * Hides what the widget shows behind a notice, or shows it again.
   * @param {HTMLElement | null} notice
   */
  hideStage(notice) {
    this.stage.style.display = notice ? 'none' : '';
    this.clearNotices();
    if (notice) this.notices.appendChild(notice);
  }

  /** @param {HTMLElement} notice */
  showNotice(notice) {
    this.clearNotices();
    this.notices.appendChild(notice);
  }

  /** Removes the notice. The focus, if it is there, goes to the heading of the screen. */
  clearNotices() {
    const shadow = /** @type {ShadowRoot} */ (this.notices.getRootNode());
    const hasFocus = this.notices.contains(shadow.activeElement);
    this.notices.textContent = '';
    const heading = hasFocus ? shadow.getElementById('drc-place') : null;
    if (heading) heading.focus({ preventScroll: true });
  }

  /**
   * @param {() => void} onUnstyled
   * @returns {HTMLElement}
   */
  stylesheet(onUnstyled) {
    const style = stylesheet(document);
    if (style.localName !== 'link') return style;
    this.link = /** @type {HTMLLinkElement} */ (style);
    style.addEventListener('load', () => this.show());
    style.addEventListener('error', () => {
      this.show();
      onUnstyled();
    });
    return style;
  }

  /** Shows the widget, whose stylesheet is there or has been waited for long enough. */
  show() {
    clearTimeout(this.styleTimer);
    this.root.hidden = false;
    this.setWidth();
  }
}

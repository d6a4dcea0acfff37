// The answers of one zone in this browser's storage, kept up to date. Tabs that show the same zone follow each other,
// and what one of them deletes is gone in all.

import { failed } from '../element/failed.js';
import { jsonOf } from '../element/json.js';
import { forgetText, PREFIX, savedText, saveText } from '../element/storage.js';
import { contentNow, contentOf, isEmpty, isSame, merged, pageAddress } from './content.js';
import { take } from './take.js';

/** @import { Controller } from '../element/controller.js' */
/** @import { Content } from './content.js' */

// How often it is looked whether the storage was emptied by this page, of which a page is not told.
const WATCH_MS = 1000;

/** The keys of the zones that widgets of this document show. */
const shown = new Set();

/** @param {string} key */
export const isShown = (key) => shown.has(key);

/**
 * Keeps other widgets of this document from opening a zone while it is being opened.
 * @param {string} key
 */
export const reserve = (key) => shown.add(key);

/** @param {string} key */
export const release = (key) => shown.delete(key);

/**
 * Where a tab remembers the zone that a widget of a page has shown last.
 * @param {Controller} controller
 */
export function tabKey({ element, savedAnswers }) {
  const place = Array.prototype.indexOf.call(document.querySelectorAll('drc-assessment'), element);
  return `${savedAnswers.scope}@${pageAddress()}#${place}`;
}

export const newKey = () => `${PREFIX}zone-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

export class SavedZone {
  /**
   * @param {Controller} controller
   * @param {string} key
   * @param {string} text The text under this key.
   * @param {string | null} formerKey The zone that was shown before, to which undo returns.
   */
  constructor(controller, key, text, formerKey = null) {
    this.controller = controller;
    this.key = key;
    // As it was last read or written here.
    this.text = text;
    this.formerKey = formerKey;
    // Whether it has only been begun here, so that nothing is lost if that is undone.
    this.isFresh = false;
    this.follow = () => this.followOthers();
    window.addEventListener('storage', this.follow);
    this.watch = window.setInterval(this.follow, WATCH_MS);
    this.showKey(key);
  }

  /** Stops saving. */
  close() {
    window.removeEventListener('storage', this.follow);
    clearInterval(this.watch);
    shown.delete(this.key);
  }

  /** @param {string} key */
  showKey(key) {
    shown.delete(this.key);
    this.key = key;
    shown.add(key);
    try {
      // A reload of this tab returns to this zone.
      window.sessionStorage.setItem(tabKey(this.controller), key);
    } catch (error) {
      // Then the page offers the list.
    }
  }

  /**
   * Called when the visitor has changed something. What is emptied as a whole stays saved, and the visitor begins
   * another zone: gives the content that was emptied, or null.
   */
  changed() {
    if (savedText(this.key) !== this.text) {
      this.followOthers();
      return null;
    }
    const before = contentOf(this.text);
    const now = contentNow(this.controller);
    if (before && !isEmpty(before) && isEmpty(now)) {
      this.startAnother(now);
      return before;
    }
    if (!this.returnTo(now)) this.write(now);
    return null;
  }

  /**
   * Goes back to the zone that was shown before, if leaving it was undone.
   * @param {Content} now
   */
  returnTo(now) {
    const { formerKey } = this;
    const text = formerKey === null ? null : savedText(formerKey);
    if (formerKey === null || !text || !isSame(contentOf(text), now)) return false;
    if (this.isFresh) forgetText(this.key);
    this.showKey(formerKey);
    this.text = text;
    this.formerKey = null;
    this.isFresh = false;
    this.controller.savedAnswers.showState();
    return true;
  }

  /**
   * Saves from now on under a key of its own; what was saved stays.
   * @param {Content} content
   */
  startAnother(content) {
    this.formerKey = this.key;
    this.isFresh = true;
    this.showKey(newKey());
    this.write(content);
    this.controller.savedAnswers.showState();
  }

  /** @param {Content} content */
  write(content) {
    const text = jsonOf(content);
    if (saveText(this.key, text)) {
      this.text = text;
      return;
    }
    // What was saved before is still there.
    const { savedAnswers } = this.controller;
    savedAnswers.leave();
    savedAnswers.isPossible = false;
    savedAnswers.showState();
    savedAnswers.setUnsaved(true);
  }

  /** Takes over what another tab, or the page, has done to this zone. */
  followOthers() {
    const text = savedText(this.key);
    if (text === this.text) return;
    if (!text) {
      this.lose('saved-gone');
      return;
    }
    const base = contentOf(this.text);
    const theirs = contentOf(text);
    // It must not be overwritten.
    if (!base || !theirs) {
      this.lose('answers-saved');
      return;
    }
    this.text = text;
    // The widget may have taken in a change that it has not told yet.
    this.controller.readWidget();
    const content = merged(base, contentNow(this.controller), theirs);
    if (!isSame(content, theirs)) this.write(content);
    take(this.controller, content, 'answers-saved').catch(() => this.lose('saved-elsewhere'));
  }

  /** @param {string} code Why nothing is saved any more. */
  lose(code) {
    const { savedAnswers } = this.controller;
    if (savedAnswers.zone !== this) return;
    savedAnswers.leave();
    savedAnswers.showState();
    savedAnswers.setUnsaved(this.controller.hasAnswers);
    this.controller.failedWith(failed(code), 'exchange');
  }
}

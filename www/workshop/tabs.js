// Tabs: arrow keys, Home and End move between them, as everywhere.

import { element } from './dom.js';

/**
 * @typedef {object} Pane
 * @property {string} id
 * @property {string} label
 * @property {HTMLElement} panel
 */

/**
 * @param {string} label
 * @param {readonly Pane[]} panes
 */
export function createTabs(label, panes) {
  /** @type {Map<string, HTMLButtonElement>} */
  const tabs = new Map();
  const list = element('div', { role: 'tablist', 'aria-label': label, class: 'ws-tabs', keydown: move });
  for (const { id, label: name, panel } of panes) {
    const tab = element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${id}`,
        'aria-controls': `pane-${id}`,
        class: 'ws-tab',
        click: () => select(id),
      },
      name,
    );
    panel.id = `pane-${id}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    tabs.set(id, tab);
    list.append(tab);
  }

  /** @param {string} chosen */
  function select(chosen) {
    for (const { id, panel } of panes) {
      const tab = /** @type {HTMLButtonElement} */ (tabs.get(id));
      const isChosen = id === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      panel.classList.toggle('ws-chosen', isChosen);
    }
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    // One of them is not shown where its panel always is.
    const shown = [...tabs.values()].filter((tab) => tab.offsetParent !== null && !tab.hidden);
    const at = shown.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    /** @type {Record<string, number>} */
    const targets = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 };
    if (at < 0 || !Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const next = shown[(targets[event.key] + shown.length) % shown.length];
    next.focus();
    next.click();
  }

  return {
    list,
    select,
    /** @param {string} id @param {boolean} isShown */
    show(id, isShown) {
      const tab = /** @type {HTMLButtonElement} */ (tabs.get(id));
      tab.hidden = !isShown;
    },
    /** The one that is chosen. */
    get chosen() {
      return [...tabs].find(([, tab]) => tab.getAttribute('aria-selected') === 'true')?.[0] || '';
    },
  };
}

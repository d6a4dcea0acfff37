// What has to be published: the policy file, the catalogue with its entry, and an offline page.

import { catalogueWith, readCatalogue } from './catalogue.js';
import { button, element } from './dom.js';
import { chooseFile, saveFile, textOfFile } from './files.js';
import { offlinePageOf } from './offline-page.js';
import { WORDS } from './words.js';

/** @import { Policy } from '../drc-assessment' */
/** @import { CatalogueEntry } from '../element/types' */
/** @import { OfflineParts } from './offline-page.js' */
/** @import { Places } from './catalogue-entry.js' */

// An id with a dot or a slash would be the address of a file.
const ID = /^[a-z0-9][a-z0-9-]*$/;

/**
 * @param {object} options
 * @param {CatalogueEntry[]} options.catalogue
 * @param {Policy[]} options.published
 * @param {Places} options.places
 * @param {() => OfflineParts} options.offlineParts
 * @param {() => void} options.savePolicy
 * @param {(text: string) => void} options.say
 */
export function createPublishPane({ catalogue, published, places, offlineParts, savePolicy, say }) {
  /** @type {Policy | null} */
  let policy = null;
  let base = { name: WORDS.catalogueOwn, entries: catalogue };

  const state = element('p', { class: 'ws-note', role: 'status' });
  const policyButton = button('', savePolicy, { class: 'ws-button ws-primary' });
  const catalogueButton = button('', saveCatalogue, { class: 'ws-button ws-primary' });
  const offlineButton = button('', saveOfflinePage, { class: 'ws-button ws-primary' });
  const baseName = element('p', { class: 'ws-hint' });
  const addresses = element('ul', { class: 'ws-addresses' });
  const cards = element(
    'div',
    { class: 'ws-cards' },
    card(WORDS.policyTitle, policyButton, WORDS.policyWhere),
    card(
      WORDS.catalogueTitle,
      catalogueButton,
      WORDS.catalogueWhere,
      element('p', { class: 'ws-hint' }, WORDS.catalogueBaseHint),
      button(WORDS.catalogueBase, openBase),
      baseName,
    ),
    card(WORDS.offlineTitle, offlineButton, WORDS.offlineWhere),
    element(
      'section',
      { class: 'ws-card' },
      element('h3', {}, WORDS.addresses),
      element('p', {}, WORDS.addressesHint),
      addresses,
    ),
    element('p', { class: 'ws-hint' }, WORDS.otherReviewer),
  );
  const panel = element('section', { class: 'ws-pane ws-padded' }, element('h2', {}, WORDS.panePublish), state, cards);

  /**
   * @param {string} title
   * @param {HTMLButtonElement} take
   * @param {string} where
   * @param {Node[]} more
   */
  function card(title, take, where, ...more) {
    const explanation = element('p', { id: `where-${cardCount}` }, where);
    cardCount += 1;
    take.setAttribute('aria-describedby', explanation.id);
    return element('section', { class: 'ws-card' }, element('h3', {}, title), take, explanation, ...more);
  }

  function showBase() {
    baseName.textContent = WORDS.catalogueBaseIs(base.name, base.entries.length);
  }

  function saveCatalogue() {
    if (!policy) return;
    saveFile({
      name: 'catalogue.json',
      type: 'application/json',
      data: JSON.stringify(catalogueWith(base.entries, policy, { published, places })),
      say,
    });
  }

  function saveOfflinePage() {
    if (!policy) return;
    const entries = catalogueWith([], policy, { published, places });
    saveFile({
      name: `${policy.id}.html`,
      type: 'text/html;charset=utf-8',
      data: offlinePageOf(offlineParts(), policy, JSON.stringify(entries)),
      say,
    });
  }

  async function openBase() {
    const file = await chooseFile(panel);
    const text = await textOfFile(file, say);
    if (text === null) return;
    const entries = readCatalogue(text);
    if (!entries) {
      say(WORDS.catalogueFaulty);
      return;
    }
    base = { name: file.name, entries };
    showBase();
  }

  showBase();
  return {
    id: 'publish',
    label: WORDS.panePublish,
    panel,

    /** Hands nothing out until the present text has been checked. */
    wait() {
      for (const taking of [policyButton, catalogueButton, offlineButton]) taking.disabled = true;
    },

    /** @param {Policy | null} next None while there are faults. */
    update(next) {
      for (const taking of [policyButton, catalogueButton, offlineButton]) taking.disabled = false;
      policy = next && ID.test(next.id) ? next : null;
      cards.hidden = !policy;
      if (!policy) {
        state.textContent = next ? WORDS.publishId : WORDS.publishNothing;
        return;
      }
      const { id } = policy;
      const isReplaced = base.entries.some((entry) => entry.id === id);
      state.textContent = isReplaced ? `${WORDS.publishReady}${WORDS.publishReplaces}` : WORDS.publishReady;
      policyButton.textContent = WORDS.take(`${id}.json`);
      catalogueButton.textContent = WORDS.take('catalogue.json');
      offlineButton.textContent = WORDS.take(`${id}.html`);
      addresses.replaceChildren(
        ...[`index.html?policy=${id}`, `index.html?embed&policy=${id}`].map((address) =>
          element('li', {}, element('code', {}, address)),
        ),
      );
    },
  };
}

let cardCount = 0;

// Asks before something is given up.

import { button, element } from './dom.js';
import { WORDS } from './words.js';

/**
 * Whether the changes of a file may be given up.
 * @param {string} name
 * @returns {Promise<boolean>}
 */
export function mayDiscard(name) {
  return new Promise((resolve) => {
    const dialog = element(
      'dialog',
      { class: 'ws-dialog', 'aria-labelledby': 'ask-title', close: ended },
      element('h2', { id: 'ask-title' }, WORDS.askTitle),
      element('p', {}, WORDS.ask(name)),
      element(
        'div',
        { class: 'ws-toolbar' },
        button(WORDS.askStay, () => dialog.close(), { class: 'ws-button ws-primary' }),
        button(WORDS.askDiscard, () => dialog.close('discard')),
      ),
    );
    function ended() {
      dialog.remove();
      resolve(dialog.returnValue === 'discard');
    }
    document.body.append(dialog);
    dialog.showModal();
  });
}

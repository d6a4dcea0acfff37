// The list of the zones saved in this browser: each can be opened or deleted.

import { download } from '../element/download.js';
import { forgetText } from '../element/storage.js';
import { contentNow } from './content.js';
import { isFilledIn, openZone, savedZones } from './saved-zones.js';
import { wordsOf } from './words.js';

/** @import { Controller } from '../element/controller.js' */
/** @import { Found } from './saved-zones.js' */
/** @import { Words } from './words.js' */

/**
 * @param {Controller} controller
 * @param {string} [lead] What the visitor has just done, in place of the usual heading.
 */
export function showSavedZones(controller, lead) {
  const words = wordsOf(controller.lang);
  const { savedAnswers, shadow } = controller;
  const notice = document.createElement('section');
  notice.className = 'drc-notice drc-saved';
  notice.lang = words.lang;
  const heading = notice.appendChild(document.createElement('p'));
  heading.className = 'drc-notice__title';
  heading.setAttribute('role', 'status');
  const list = notice.appendChild(document.createElement('ul'));
  const actions = notice.appendChild(document.createElement('p'));
  notice.setAttribute('aria-label', words.saved);

  const show = () => {
    const zones = savedZones(controller).filter(isFilledIn);
    heading.textContent = zones.length === 0 ? words.noneSaved : lead || words.saved;
    list.textContent = '';
    for (const zone of zones) list.appendChild(row(controller, zone, words, show));
    savedAnswers.showState();
  };
  const another = button(words.another, () => startEmpty(controller));
  const close = button(words.close, () => shadow.clearNotices());
  if (savedAnswers.zone && !lead) actions.appendChild(another);
  actions.appendChild(close);
  show();
  shadow.showNotice(notice);
  notice.scrollIntoView({ block: 'nearest' });
}

/**
 * Begins another zone of the same policy and type. What was saved stays.
 * @param {Controller} controller
 */
function startEmpty(controller) {
  const { policy, zone_type: type } = controller.answers || {};
  const { zone } = controller.savedAnswers;
  controller.setAnswers({ policy, zone_type: type, facts: {} }, []);
  if (zone) zone.startAnother(contentNow(controller));
  controller.shadow.clearNotices();
}

/**
 * @param {Controller} controller
 * @param {Found} zone
 * @param {Words} words
 * @param {() => void} onDeleted
 */
function row(controller, zone, words, onDeleted) {
  const { savedAnswers } = controller;
  const { key, text, content } = zone;
  const item = document.createElement('li');
  const name = (content && content.answers.name) || (content ? words.unnamed : words.unreadable);
  const label = item.appendChild(document.createElement('b'));
  label.textContent = name;
  if (content) {
    const details = [
      content.type,
      content.title,
      content.saved && words.savedAt.replace('{0}', localTime(content.saved)),
    ];
    item.appendChild(document.createElement('span')).textContent = details.filter(Boolean).join(words.separator);
  }
  if (savedAnswers.zone && savedAnswers.zone.key === key) {
    item.appendChild(document.createElement('span')).textContent = words.shownHere;
    return item;
  }
  if (content) item.appendChild(button(words.open, () => open(controller, zone), name));
  else item.appendChild(button(words.download, () => downloadText(text), name));
  item.appendChild(
    removeButton(words, name, () => {
      forgetText(key);
      onDeleted();
    }),
  );
  return item;
}

/**
 * @param {Controller} controller
 * @param {Found} zone
 */
async function open(controller, zone) {
  try {
    await openZone(controller, zone, false);
    controller.shadow.clearNotices();
  } catch (error) {
    controller.failedWith(error, 'exchange');
  }
}

/** @param {string} data A saved text that cannot be read. */
const downloadText = (data) => download({ name: 'drc-answers.txt', type: 'text/plain', data });

/**
 * A button that asks before it deletes.
 * @param {Words} words
 * @param {string} name
 * @param {() => void} onConfirmed
 */
function removeButton(words, name, onConfirmed) {
  let isAsked = false;
  const node = button(
    words.remove,
    () => {
      if (isAsked) {
        onConfirmed();
        return;
      }
      isAsked = true;
      node.textContent = words.removeSurely;
      node.setAttribute('aria-label', `${words.removeSurely} ${name}`);
    },
    name,
  );
  return node;
}

/**
 * @param {string} label
 * @param {() => void} onClick
 * @param {string} [zone] What it acts on, where the label alone does not say enough.
 */
function button(label, onClick, zone) {
  const node = document.createElement('button');
  node.type = 'button';
  node.className = 'drc-link';
  node.textContent = label;
  if (zone) node.setAttribute('aria-label', `${label} ${zone}`);
  node.addEventListener('click', onClick);
  return node;
}

/** @param {string} time ISO date and time. */
function localTime(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const two = (/** @type {number} */ number) => (number < 10 ? `0${number}` : number);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

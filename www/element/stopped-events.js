// Undoes what a page does that stops events for the whole document: a listener on the window that stops
// a click or an input stops it for the widget as well. (`change` never leaves a shadow tree, so it cannot be
// stopped outside.) An event that has not arrived is dispatched again, inside the widget only and as a plain
// Event, for which the browser does not tick a box or follow a link a second time.

/**
 * The events that have reached the root of a widget.
 * @type {WeakSet<Event>}
 */
export const arrived = new WeakSet();

/**
 * A new event. Pages use the names of the constructors for things of their own.
 * @param {'Event' | 'CustomEvent'} kind
 * @param {string} type
 * @param {CustomEventInit} init
 * @returns {Event}
 */
export function newEvent(kind, type, init) {
  const Constructor = /** @type {typeof CustomEvent} */ (document.createEvent(kind).constructor);
  return new Constructor(type, init);
}

/** @param {Event} event */
function dispatchAgainIfStopped(event) {
  const [target] = /** @type {Element[]} */ (event.composedPath());
  // The target may also be the document or the window.
  const { host } = /** @type {ShadowRoot} */ (target.getRootNode ? target.getRootNode() : target);
  if (!host || host.localName !== 'drc-assessment') return;
  // Text of an input method that is not finished is read once the field is left.
  if (/** @type {InputEvent} */ (event).isComposing) return;
  setTimeout(() => {
    if (!arrived.has(event)) target.dispatchEvent(newEvent('Event', event.type, { bubbles: true }));
  });
}

// What happens to a text field by the keyboard or the mouse.
const FIELD_EVENTS = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'paste',
  'cut',
  'copy',
  'mousedown',
  'selectstart',
];
// Left to the page: it may close a dialog or hold the focus inside it.
const KEYS_OF_THE_PAGE = ['Escape', 'Tab'];

/**
 * Keeps what is done in the widget's text fields from the page. Outside of the shadow tree its target is the element,
 * so that a page that asks "is it a field?" takes it for a key or a press of its own, and prevents it.
 * @param {Element} root
 */
export function keepFieldEvents(root) {
  for (const type of FIELD_EVENTS) {
    root.addEventListener(type, (event) => {
      const { key = '', ctrlKey = false, altKey = false, metaKey = false } = /** @type {KeyboardEvent} */ (event);
      const { localName } = /** @type {Element} */ (event.target);
      const isField = localName === 'input' || localName === 'textarea' || localName === 'select';
      // Shortcuts of the page go on, those of a field do not.
      const isShortcut = (ctrlKey || altKey || metaKey) && !/^[acvxyz]$/i.test(key) && key !== '';
      if (isField && !isShortcut && KEYS_OF_THE_PAGE.indexOf(key) < 0) event.stopPropagation();
    });
  }
}

export function relayStoppedEvents() {
  for (const type of ['click', 'input']) window.addEventListener(type, dispatchAgainIfStopped, true);
}

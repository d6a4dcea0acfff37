// A page may stop events for the whole document, on their way down to us and without meaning us.
// `change` never leaves a shadow tree, so nobody outside can stop it; `click` and `input` can be.
// One that has not arrived is sent once more, inside only, as a plain Event: on that the browser
// does not tick a box or follow a link for a second time.

/** The events that have come as far as a widget's root. */
export const arrived = new WeakSet();

function relay(event) {
  const [target] = event.composedPath();
  const { host } = target.getRootNode ? target.getRootNode() : target;
  // What an input method composes counts once its field is left.
  if (!host || host.localName !== 'drc-assessment' || event.isComposing) return;
  setTimeout(() => {
    if (!arrived.has(event)) target.dispatchEvent(new Event(event.type, { bubbles: true }));
  });
}

export function relayStoppedEvents() {
  for (const type of ['click', 'input']) window.addEventListener(type, relay, true);
}

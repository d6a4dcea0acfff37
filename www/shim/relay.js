// A page may stop events for the whole document, on their way down to us and without meaning us.
// `change` never leaves a shadow tree, so nobody outside can stop it; `click` and `input` can be.
// One that has not arrived is sent once more, inside only, as a plain Event: on that the browser
// does not tick a box or follow a link for a second time.

function relay(event) {
  const [target] = event.composedPath();
  const root = target.getRootNode ? target.getRootNode() : target;
  if (!root.host || root.host.localName !== 'drc-assessment') return;
  const { type } = event;
  let arrived = false;
  const arrive = () => { arrived = true; };
  root.addEventListener(type, arrive, true);
  setTimeout(() => {
    root.removeEventListener(type, arrive, true);
    if (!arrived) target.dispatchEvent(new Event(type, { bubbles: true }));
  });
}

export function relayStoppedEvents() {
  for (const type of ['click', 'input']) window.addEventListener(type, relay, true);
}

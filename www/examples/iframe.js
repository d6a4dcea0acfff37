// Makes the frame as high as what is in it. Stands right behind the frame, so that no message is missed.

const frame = document.getElementById('assessment');
const frameOrigin = new URL(frame.src).origin;

window.addEventListener('message', (event) => {
  // From this frame, showing the page of this site, and nothing but a height.
  if (event.source !== frame.contentWindow || event.origin !== frameOrigin) return;
  const { type, height } = event.data || {};
  if (type !== 'drc-assessment-height' || !Number.isInteger(height) || height <= 0) return;
  frame.style.height = `${height}px`;
});

// What is shown when a link is made: the link to copy, and whether it was copied already.

export function linkNotice(link, say) {
  const notice = document.createElement('div');
  notice.className = 'drc-notice';
  notice.lang = say.lang;
  const label = notice.appendChild(document.createElement('label'));
  const said = label.appendChild(document.createElement('p'));
  said.setAttribute('role', 'status');
  const box = label.appendChild(document.createElement('textarea'));
  box.className = 'drc-input';
  box.readOnly = true;
  box.rows = 3;
  box.value = link;
  return { notice, box, tell: (isCopied) => { said.textContent = isCopied ? say.linkCopied : say.linkToCopy; } };
}

// What is shown when a link is made: the link to copy, and whether it was copied already.

export function linkNotice(link, say) {
  const notice = document.createElement('div');
  notice.className = 'drc-notice';
  notice.lang = say.lang;
  const said = notice.appendChild(document.createElement('p'));
  said.id = 'drc-link-said';
  said.setAttribute('role', 'status');
  const box = notice.appendChild(document.createElement('textarea'));
  box.setAttribute('aria-labelledby', said.id);
  box.className = 'drc-input';
  box.readOnly = true;
  box.rows = 3;
  box.value = link;
  return {
    notice,
    box,
    tell: (isCopied) => {
      said.textContent = isCopied ? say.linkCopied : say.linkToCopy;
    },
  };
}

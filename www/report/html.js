// The report as one file that needs nothing else and may do nothing else.

import { digestBase64 } from './hash.js';
import { footerString, pageBody } from './page.js';
import { escapeMarkup } from './escape.js';

export function html(report) {
  const style = `${REPORT_STYLE}:root{--drc-report-foot:${footerString(report)}}`;
  const policy = `default-src 'none'; style-src 'sha256-${digestBase64(style)}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escapeMarkup(report.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeMarkup(report.title)}</title>
<style>${style}</style>
</head>
${pageBody(report).outerHTML}
</html>
`;
}

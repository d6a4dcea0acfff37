// Entry of drc-assessment-report.js: the report on paper and as files, and the files of answers.

import { answersFile, answersIn, chosenText } from './answers.js';
import { csv } from './csv.js';
import { documentOf } from './document.js';
import { docx } from './docx.js';
import { fileName } from './file-name.js';
import { answersInLink, copied, linkTo } from './link.js';
import { linkNotice } from './notice.js';
import { wordsOf } from './words.js';
import { groupedDigest } from './hash.js';
import { html } from './html.js';
import { print } from './print.js';
import { SENTENCES } from './sentences.js';
import { download } from '../shim/download.js';
import { stylesheet } from '../shim/place.js';

const FORMATS = {
  html: { type: 'text/html', make: html },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: docx },
  csv: { type: 'text/csv', make: csv },
};

/** The report with its check code, among the facts and in the footer. */
function sealed(report) {
  const code = groupedDigest(report.hash_of);
  const first = report.blocks.find(({ kind }) => kind === 'facts');
  const blocks = report.blocks.map((block) => (block === first ? { ...block, rows: [...block.rows, [report.hash_label, code]] } : block));
  return { ...report, blocks, footer: `${report.footer}　${report.hash_label} ${code}` };
}

/** What the host says in its own sentence. */
const failed = (failure) => Object.assign(new Error(failure), { failure });

function hand(file) {
  if (!download(file)) throw failed('download');
}

async function taken(host, answers, failure) {
  if (answers === null) throw failed(failure);
  await host.keeper.take(answers);
}

/** The fragment has been taken: a reload must not bring it back over what was answered since. */
function forgetLink() {
  try {
    const { pathname, search, hash } = window.location;
    const rest = hash.replace(/[#&]drc=[\w-]+/, '').replace(/^&/, '#');
    window.history.replaceState(window.history.state, '', pathname + search + rest);
  } catch (error) {
    // In a sandbox the address stays.
  }
}

const reportOf = ({ policy, answers, assessment, lang }, { counted, given }) => (
  sealed(given || documentOf({ policy, answers, assessment, counted, version: VERSION, say: wordsOf(lang) }))
);

function save(format) {
  const { type, make } = FORMATS[format];
  return (host, more) => {
    const report = reportOf(host, more);
    hand({ name: fileName(report.file, format), type, data: make(report) });
  };
}

// Each takes the element's host, and what else there is: the criteria that count, a document given in
// place of the assessment's own, the text of a file or a link.
const PART = {
  sentences: SENTENCES,

  async print(host, more) {
    const style = (target) => stylesheet(target, 'drc-assessment-report.css', REPORT_STYLE);
    if (!await print(reportOf(host, more), style)) throw failed('print');
  },

  html: save('html'),
  docx: save('docx'),
  csv: save('csv'),

  save: ({ answers, lang }) => hand(answersFile(answers, wordsOf(lang))),

  /** Whatever is wrong with a file as a whole changes nothing. */
  async open(host) {
    await taken(host, answersIn(await chosenText()), 'answers-file');
    if (host.keeper.kept) host.keeper.keep(true);
  },

  async restore(host, { text }) {
    if (!host.keeper.hostSet) await taken(host, answersIn(text), 'answers-saved');
  },

  async linked(host, { code }) {
    if (host.keeper.hostSet) return;
    await taken(host, answersInLink(code), 'answers-link');
    forgetLink();
  },

  async link({ answers, frame, lang }) {
    const link = linkTo(window.location.href, answers);
    const { notice, box, tell } = linkNotice(link, wordsOf(lang));
    frame.showNotice(notice);
    tell(await copied(link, box));
  },
};

const api = window.DrcAssessment;
// Of the script of this very version; another one's part must not answer.
const register = api && api[Symbol.for(`drc-assessment parts ${VERSION}`)];
if (register) register('report', PART);

// Entry of drc-assessment-report.js: the report on paper and as files, and the files of answers.

import { csv } from './csv.js';
import { documentOf } from './document.js';
import { docx } from './docx.js';
import { fileName } from './file-name.js';
import { wordsOf } from './words.js';
import { groupedDigest } from './hash.js';
import { html } from './html.js';
import { print } from './print.js';
import { SENTENCES } from './sentences.js';
import { answersFile, answersIn, chosenText } from '../answers/file.js';
import { answersInLink, copied, linkTo } from '../answers/link.js';
import { linkNotice } from '../answers/link-notice.js';
import { besides, failed, forgetLink, take } from '../answers/open.js';
import { download } from '../element/download.js';
import { stylesheet } from '../element/files.js';

const FORMATS = {
  html: { type: 'text/html', make: html },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: docx },
  csv: { type: 'text/csv', make: csv },
};

/** The report with its check code, among the facts and in the footer. */
function sealed(report) {
  const code = groupedDigest(report.hash_of);
  const first = report.blocks.find(({ kind }) => kind === 'facts');
  const blocks = report.blocks.map((block) =>
    block === first ? { ...block, rows: [...block.rows, [report.hash_label, code]] } : block,
  );
  return { ...report, blocks, footer: `${report.footer}　${report.hash_label} ${code}` };
}

function hand(file) {
  if (!download(file)) throw failed('download');
}

const reportOf = ({ policy, answers, assessment, lang }, { rows, given }) =>
  sealed(given || documentOf({ policy, answers, assessment, rows, version: VERSION, say: wordsOf(lang) }));

function save(format) {
  const { type, make } = FORMATS[format];
  return (controller, more) => {
    const report = reportOf(controller, more);
    hand({ name: fileName(report.file, format), type, data: make(report) });
  };
}

// Each takes the element's controller, and what else there is: what is to be said of each finding, a document given in
// place of the assessment's own, the text of a file or a link.
const PART = {
  sentences: SENTENCES,

  async print(controller, more) {
    const style = (target) => stylesheet(target, 'drc-assessment-report.css', REPORT_STYLE);
    if (!(await print(reportOf(controller, more), style))) throw failed('print');
  },

  html: save('html'),
  docx: save('docx'),
  csv: save('csv'),

  save: ({ answers, lang }) => hand(answersFile(answers, wordsOf(lang))),

  /** Whatever is wrong with a file as a whole changes nothing. */
  async open(controller) {
    await take(controller, answersIn(await chosenText()), 'answers-file');
    if (controller.savedAnswers.kept) controller.savedAnswers.keep(true);
  },

  async restore(controller, { text }) {
    if (!controller.savedAnswers.hostSet) {
      await take(controller, besides(answersIn(text), controller.answers), 'answers-saved');
    }
  },

  async linked(controller, { code }) {
    if (controller.savedAnswers.hostSet) return false;
    try {
      await take(controller, answersInLink(code), 'answers-link');
    } catch (error) {
      // It may be meant for another one on this page.
      if (error.failure === 'answers-policy' && document.querySelectorAll('drc-assessment').length > 1) return false;
      throw error;
    }
    forgetLink();
    return true;
  },

  async link({ answers, shadow, lang }) {
    const link = linkTo(window.location.href, answers);
    const { notice, box, tell } = linkNotice(link, wordsOf(lang));
    shadow.showNotice(notice);
    tell(await copied(link, box));
  },
};

const api = window.DrcAssessment;
// Of the script of this very version; another one's part must not answer.
const register = api && api[Symbol.for(`drc-assessment parts ${VERSION}`)];
if (register) register('report', PART);

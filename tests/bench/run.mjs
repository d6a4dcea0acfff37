// `make bench`: how fast the product is beside those that do a part of its work, and whether it reaches its goals.
// First everybody decides the same zones, and must decide them alike; `node run.mjs --agree` ends there. Then all are
// timed in turn, round after round, so that what else the machine does falls on all of them.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { launch, ROOT } from '../browser/browser.mjs';
import { compare } from './agreement.mjs';
import { coldStart, questionsOf, serveCompressed, SURVEY_PATH, WIDGET_PATH } from './cold.mjs';
import { contenders, rate } from './contenders.mjs';
import * as chromium from './page.mjs';
import { report } from './report.mjs';
import { randomZones } from './zones.mjs';

const SEED = Number(process.env.DRC_SEED || 394);
const ROUNDS = Number(process.env.DRC_ROUNDS || 7);
const ZONES = 1000;
/** Zones of the check in `make test`. */
const FEW_ZONES = 60;
/** How often the command line is handed all zones in one run: so often that its start hardly counts. */
const COPIES = 20;
const RATE_MS = 400;
const CLICKS_A_ROUND = 6;
const KEYS_A_ROUND = 4;

const TARGET = process.env.CARGO_TARGET_DIR || join(ROOT, 'target');
const PROGRAM = join(TARGET, 'release', 'drc-assessment');
const FOLDER = join(TARGET, 'bench');
const policy = chromium.readPolicy();

/** Writes zones for the command line; the path. */
function writeRows(name, zones, copies = 1) {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, name);
  writeFileSync(
    path,
    zones
      .map(({ answers }) => `${JSON.stringify(answers)}\n`)
      .join('')
      .repeat(copies),
  );
  return path;
}

/** Everybody decides the same zones alike, here on Node; the product by its command line. */
async function agree(program, words, count) {
  const zones = randomZones(policy, count, SEED);
  const output = execFileSync(program, [...words, 'assess', writeRows('agreement.jsonl', zones)], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const assessments = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  if (assessments.length !== zones.length) throw new Error('not every zone has an assessment');
  const compared = await compare(contenders(policy), zones, assessments);
  for (const [name, decisions] of Object.entries(compared)) {
    console.log(`${name}: ${decisions} decisions on ${count} zones as the product decides them`);
  }
}

/** What holds a program on one core, where the system has it. */
function onCore() {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return ['taskset', '-c', '0'];
  } catch {
    return [];
  }
}
const ON_ONE_CORE = onCore();

/** Rows a second of the command line. On one core it is held there, its threads for reading and writing too. */
function assessRate(path, rows, words, isOnOneCore) {
  const command = isOnOneCore ? [...ON_ONE_CORE, PROGRAM, 'assess', '--threads', '1'] : [PROGRAM, 'assess'];
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], [...command.slice(1), ...words, path], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve((rows * 1000) / (performance.now() - began));
      else reject(new Error(`assess ends with ${code}`));
    });
  });
}

const SCALES = { '': 1, K: 1e3, M: 1e6 };

/** Zones a second of the native engine, answers already read: the median of the samples of divan. */
function engineRate(path) {
  const words = [
    'bench',
    '--quiet',
    '--bench',
    'engine',
    '--',
    'evaluate_answers',
    '--min-time',
    '0.3',
    '--max-time',
    '0.8',
  ];
  const env = { ...process.env, DRC_BENCH_ZONES: path };
  const table = execFileSync('cargo', words, { cwd: ROOT, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const rates = [...table.matchAll(/([\d.]+) ([KM]?)item\/s/g)].map(([, number, scale]) => number * SCALES[scale]);
  // The columns are fastest, slowest, median, mean.
  return rates[2];
}

async function several(count, measure) {
  const values = [];
  for (let number = 0; number < count; number += 1) values.push(await measure(number));
  return values;
}

if (process.argv.includes('--agree')) {
  await agree('cargo', ['run', '--quiet', '--'], FEW_ZONES);
} else {
  await agree(PROGRAM, [], ZONES);
  await measureAll();
}

async function measureAll() {
  const zones = randomZones(policy, ZONES, SEED);
  const once = writeRows('zones.jsonl', zones);
  const often = writeRows('rows.jsonl', zones, COPIES);
  const rows = ZONES * COPIES;
  const own = contenders(policy);

  const pages = { '/bench.html': chromium.API_PAGE, '/bench.js': chromium.benchScript() };
  const { server, address } = await chromium.serve(pages);
  const browser = await launch();
  const servers = [server];
  try {
    const options = { policy, count: ZONES, seed: SEED };
    const { page } = await chromium.openApi(browser, address, options);
    console.log('in Chromium they agree as well');
    const form = await chromium.openForm(browser, address);
    const questions = await questionsOf(browser, address, policy);
    const compressed = await serveCompressed(policy, questions);
    servers.push(compressed.server);
    const cold = (path) => coldStart(browser, compressed.address(path));
    // The first time the server compresses, and every program warms up.
    const bytes = { widget: (await cold(WIDGET_PATH)).bytes, survey: (await cold(SURVEY_PATH)).bytes };

    const yesNo = chromium.yesNoFacts(policy);
    let clicks = 0;
    let keys = 0;
    const samples = {};
    const add = (name, ...values) => {
      samples[name] = [...(samples[name] || []), ...values];
    };
    for (let round = 1; round <= ROUNDS; round += 1) {
      console.error(`round ${round} of ${ROUNDS}, load ${loadavg()[0].toFixed(1)}`);
      for (const contender of own) {
        add(`node ${contender.name}`, await rate(contender, zones, RATE_MS));
        add(`chromium ${contender.name}`, await chromium.contenderRate(page, contender.name, RATE_MS));
      }
      add('evaluate', await chromium.evaluateRate(page, RATE_MS));
      add('evaluate by id', await chromium.evaluateRate(page, RATE_MS, { isById: true }));
      add('many', await chromium.evaluateManyRate(page));
      add('summary', await chromium.evaluateManyRate(page, 'summary'));
      add('engine', engineRate(once));
      add('assess one', await assessRate(often, rows, [], true));
      add('assess all', await assessRate(often, rows, [], false));
      add('brief one', await assessRate(often, rows, ['--summary'], true));
      add('brief all', await assessRate(often, rows, ['--summary'], false));
      const clicked = await several(CLICKS_A_ROUND, () => {
        clicks += 1;
        return chromium.click(form, yesNo[clicks % yesNo.length]);
      });
      add('click', ...clicked.map((it) => it.page));
      add('click wasm', ...clicked.map((it) => it.wasm));
      const pressed = await several(KEYS_A_ROUND, () => {
        keys += 1;
        return chromium.key(form, keys);
      });
      add('key', ...pressed);
      const { time: widget } = await cold(WIDGET_PATH);
      const { time: survey } = await cold(SURVEY_PATH);
      add('cold', widget);
      add('cold survey', survey);
      add('cold ratio', widget / survey);
    }
    const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}, Chromium ${browser.version()}`;
    console.log(
      report({
        samples,
        contenders: own.map(({ name }) => name),
        setting: {
          machine,
          rounds: ROUNDS,
          zones: ZONES,
          seed: SEED,
          load: loadavg()[0],
          questions: questions.length,
          bytes,
        },
      }),
    );
  } finally {
    await browser.close();
    for (const it of servers) {
      it.close();
      it.closeAllConnections();
    }
  }
}

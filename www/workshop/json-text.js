// JSON as it is being written: a tree with the place of everything, and every fault with its place. What `JSON.parse`
// accepts has no fault but a key that stands twice, and the other way round.

import { WORDS } from './words.js';

/**
 * A value and where it stands.
 * @typedef {object} JsonNode
 * @property {'object' | 'array' | 'string' | 'number' | 'word'} kind
 * @property {number} from
 * @property {number} to
 * @property {Member[]} members Of an object.
 * @property {JsonNode[]} items Of an array.
 * @property {unknown} value Of a string, a number or a word.
 * @property {boolean} isOpen Whether its closing bracket is missing.
 */

/**
 * A key and its value, which may not be there yet.
 * @typedef {object} Member
 * @property {string} key
 * @property {number} from
 * @property {number} to
 * @property {JsonNode | null} value
 */

/**
 * A fault of the text, which is wrong from one character to another. A warning is read all the same.
 * @typedef {object} TextFault
 * @property {number} from
 * @property {number} to
 * @property {string} message
 * @property {'error' | 'warning'} severity
 */

// Of the engine's reader, which says so at the value itself, once the text is JSON.
const MAX_DEPTH = 500;
const MAX_FAULTS = 50;

// What input methods write where JSON has its own marks.
/** @type {Record<string, string>} */
const HALF_WIDTH = {
  '，': ',',
  '、': ',',
  '：': ':',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
};
const QUOTES = '"“”＂„«»「」';
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRICT_STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
// What cannot be part of a bare word.
const WORD = /[^\s,:{}[\]"“”，：｛｝［］【】、]+/y;
const UNIT = /[ \t]+[^\s\d,:{}[\]"“”，：｛｝［］【】、-][^\s,:{}[\]"“”，：｛｝［］【】、]*/y;

/** Reads one text. */
class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
    /** @type {TextFault[]} */
    this.faults = [];
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {string} message
   * @param {TextFault['severity']} [severity]
   */
  fault(from, to, message, severity = 'error') {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ from, to: Math.max(to, from), message, severity });
  }

  skipSpace() {
    for (;;) {
      const char = this.text[this.at];
      if (char === ' ' || char === '\n' || char === '\t' || char === '\r') {
        this.at += 1;
      } else if (char !== undefined && /\s|\ufeff/.test(char)) {
        this.fault(this.at, this.at + 1, WORDS.json.space);
        this.at += 1;
      } else {
        return;
      }
    }
  }

  /** The mark at this place, also where it is written in full width, which is a fault that is reported when it is taken. */
  get mark() {
    const char = this.text[this.at];
    return char === undefined ? '' : HALF_WIDTH[char] || char;
  }

  /** Takes the mark at this place. */
  takeMark() {
    const char = this.text[this.at];
    if (HALF_WIDTH[char]) this.fault(this.at, this.at + 1, WORDS.json.fullWidth(char, HALF_WIDTH[char]));
    this.at += 1;
  }

  /**
   * The value at this place, or null where none stands.
   * @param {number} depth
   * @returns {JsonNode | null}
   */
  value(depth) {
    const from = this.at;
    const { mark } = this;
    if (depth > MAX_DEPTH) {
      this.fault(from, this.text.length, WORDS.json.deep);
      this.at = this.text.length;
      return null;
    }
    if (mark === '{') return this.object(depth);
    if (mark === '[') return this.array(depth);
    if (mark !== '' && QUOTES.includes(mark)) return this.string();
    NUMBER.lastIndex = from;
    WORD.lastIndex = from;
    const [word = ''] = WORD.exec(this.text) || [];
    if (word === '') return null;
    this.at = from + word.length;
    const [number = ''] = NUMBER.exec(this.text) || [];
    if (number !== '' && number.length === word.length) return this.number(from, word);
    if (word === 'true' || word === 'false' || word === 'null') return node('word', from, this.at, JSON.parse(word));
    this.fault(from, this.at, /^[-+.\d]/.test(word) ? WORDS.json.number : WORDS.json.word);
    return node('word', from, this.at, word);
  }

  /**
   * A number; behind it there may be a unit, which would have to stand in a text with it.
   * @param {number} from
   * @param {string} word
   * @returns {JsonNode}
   */
  number(from, word) {
    UNIT.lastIndex = this.at;
    const [unit] = UNIT.exec(this.text) || [];
    if (unit === undefined) return node('number', from, this.at, Number(word));
    this.at += unit.length;
    this.fault(from, this.at, WORDS.json.number);
    return node('word', from, this.at, this.text.slice(from, this.at));
  }

  /** @returns {JsonNode} */
  string() {
    const from = this.at;
    STRICT_STRING.lastIndex = from;
    const [strict] = STRICT_STRING.exec(this.text) || [];
    if (strict !== undefined) {
      this.at = from + strict.length;
      return node('string', from, this.at, JSON.parse(strict));
    }
    return this.faultyString();
  }

  /** A text that no JSON string is: it ends at the next quotation mark, or with its line. */
  faultyString() {
    const from = this.at;
    const isForeign = this.text[from] !== '"';
    let at = from + 1;
    let broken = -1;
    while (at < this.text.length && this.text[at] !== '\n' && !this.endsString(at, isForeign)) {
      if (this.text[at] === '\\') at += 1;
      else if (this.text[at] < ' ') broken = at;
      at += 1;
    }
    at = Math.min(at, this.text.length);
    const isClosed = this.endsString(at, isForeign);
    this.at = isClosed ? at + 1 : trimmedEnd(this.text, from, at);
    if (isForeign) this.fault(from, this.at, WORDS.json.quotes);
    else if (!isClosed) this.fault(from, this.at, WORDS.json.unclosedString);
    else this.fault(broken < 0 ? from : broken, broken < 0 ? this.at : broken + 1, WORDS.json.escape);
    return node('string', from, this.at, this.text.slice(from + 1, isClosed ? this.at - 1 : this.at));
  }

  /**
   * @param {number} at
   * @param {boolean} isForeign
   */
  endsString(at, isForeign) {
    const char = this.text[at];
    return char === '"' || (isForeign && char !== undefined && QUOTES.includes(char));
  }

  /**
   * @param {number} depth
   * @returns {JsonNode}
   */
  object(depth) {
    const result = node('object', this.at, this.at, null);
    const seen = new Set();
    this.takeMark();
    this.list('}', result, () => {
      const member = this.member(depth);
      if (!member) return false;
      if (seen.has(member.key)) this.fault(member.from, member.to, WORDS.json.twice(member.key), 'warning');
      seen.add(member.key);
      result.members.push(member);
      return true;
    });
    return result;
  }

  /**
   * @param {number} depth
   * @returns {JsonNode}
   */
  array(depth) {
    const result = node('array', this.at, this.at, null);
    this.takeMark();
    this.list(']', result, () => {
      const item = this.value(depth + 1);
      if (item) result.items.push(item);
      return item !== null;
    });
    return result;
  }

  /**
   * Reads what stands between commas up to a closing bracket.
   * @param {string} end
   * @param {JsonNode} result Whose end is set.
   * @param {() => boolean} item Reads one; false where there is none.
   */
  list(end, result, item) {
    // The last comma, if nothing has followed it yet.
    let comma = -1;
    for (;;) {
      this.skipSpace();
      const { at, mark } = this;
      if (mark === end || mark === '') {
        if (comma >= 0) this.fault(comma, comma + 1, WORDS.json.lastComma);
        result.isOpen = mark === '';
        if (result.isOpen) this.fault(result.from, result.from + 1, WORDS.json.unclosed(end));
        else this.takeMark();
        break;
      }
      if (mark === ',') {
        this.fault(at, at + 1, WORDS.json.noItem);
        this.takeMark();
      } else if (!item()) {
        // Another bracket ends what is around it.
        if (mark === '}' || mark === ']') {
          result.isOpen = true;
          this.fault(at, at + 1, WORDS.json.otherBracket(end));
          break;
        }
        this.fault(at, at + 1, WORDS.json.unexpected);
        this.at = Math.max(this.at, at + 1);
      } else {
        comma = this.commaAfter(end);
      }
    }
    result.to = this.at;
  }

  /**
   * Takes the comma behind an item, and gives its place; -1 where there is none.
   * @param {string} end
   */
  commaAfter(end) {
    const last = this.at;
    this.skipSpace();
    const { at, mark } = this;
    if (mark === ',') {
      this.takeMark();
      return at;
    }
    if (mark !== end && mark !== '' && mark !== '}' && mark !== ']') this.fault(last - 1, last, WORDS.json.noComma);
    return -1;
  }

  /**
   * @param {number} depth
   * @returns {Member | null}
   */
  member(depth) {
    const from = this.at;
    const isQuoted = QUOTES.includes(this.mark);
    const name = '{[,:'.includes(this.mark) ? null : this.bareOrString(isQuoted);
    if (!name) return null;
    /** @type {Member} */
    const member = { key: String(name.value), from, to: name.to, value: null };
    this.skipSpace();
    if (this.mark !== ':') {
      this.fault(from, member.to, WORDS.json.noColon);
      return member;
    }
    this.takeMark();
    this.skipSpace();
    const end = this.at;
    member.value = this.value(depth + 1);
    if (!member.value) this.fault(from, Math.min(end, this.text.length), WORDS.json.noValue(member.key));
    return member;
  }

  /**
   * A key, which may lack its quotation marks while it is being typed.
   * @param {boolean} isQuoted
   * @returns {JsonNode | null}
   */
  bareOrString(isQuoted) {
    if (isQuoted) return this.string();
    WORD.lastIndex = this.at;
    const [word = ''] = WORD.exec(this.text) || [];
    if (word === '') return null;
    const from = this.at;
    this.at += word.length;
    this.fault(from, this.at, WORDS.json.bareKey);
    return node('word', from, this.at, word);
  }
}

/**
 * @param {JsonNode['kind']} kind
 * @param {number} from
 * @param {number} to
 * @param {unknown} value
 * @returns {JsonNode}
 */
const node = (kind, from, to, value) => ({ kind, from, to, members: [], items: [], value, isOpen: false });

/**
 * The end of a piece of text without the space and the comma at its end, which belong to what is around it.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function trimmedEnd(text, from, to) {
  let end = to;
  while (end > from + 1 && /[\s,]/.test(text[end - 1])) end -= 1;
  return end;
}

/**
 * Reads a text.
 * @param {string} text
 * @returns {{ root: JsonNode | null, faults: TextFault[] }}
 */
export function readJson(text) {
  const reader = new Reader(text);
  reader.skipSpace();
  const root = reader.value(0);
  if (!root && reader.faults.length === 0) {
    const [from, to] = reader.mark === '' ? [0, 0] : [reader.at, reader.at + 1];
    reader.fault(from, to, from === to ? WORDS.json.empty : WORDS.json.unexpected);
  } else if (root) {
    reader.skipSpace();
    if (reader.mark !== '') reader.fault(reader.at, text.length, WORDS.json.more);
  }
  return { root, faults: reader.faults };
}

/**
 * Where the value of a JSON Pointer stands, or what is nearest around it. Of an object or a list only the key or the
 * bracket: it may be long.
 * @param {JsonNode} root
 * @param {string} pointer
 * @returns {{ from: number, to: number }}
 */
export function placeOf(root, pointer) {
  let place = placeOfValue(root, null);
  let current = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replace(/~1/g, '/').replace(/~0/g, '~');
    const member = current.members.findLast(({ key }) => key === name) || null;
    const next = current.kind === 'array' ? current.items[Number(name)] : member && member.value;
    if (!next) return member || place;
    place = placeOfValue(next, member);
    current = next;
  }
  return { from: place.from, to: place.to };
}

/**
 * @param {JsonNode} value
 * @param {Member | null} member Whose value it is.
 */
function placeOfValue(value, member) {
  if (value.kind !== 'object' && value.kind !== 'array') return value;
  return member || { from: value.from, to: value.from + 1 };
}

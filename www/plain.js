// Entry of drc-assessment-plain.js: the criteria as text where the program cannot run. Written in ES5 for
// the oldest browsers: index.html loads it in browsers without modules (`nomodule`), and the widget's script
// loads it when it cannot start.

import { isEnglish } from './element/language.js';

/** @import { DrcAssessmentElement, Policy } from './drc-assessment' */
/** @import { CatalogueEntry } from './element/types' */
/** @typedef {{ intro: string, choose: string, failed: string }} Words */

var SENTENCES = {
  zh: '当前浏览器版本过低，无法运行本自评工具。请使用 Chromium 72 及以上内核的浏览器；双核浏览器请切换到极速模式。',
  en: 'This browser is too old for this tool. Please use a browser based on Chromium 72 or later.'
};
var WORDS = {
  zh: { intro: '政策条件原文如下，可先逐条对照：', choose: '请选择要查看的政策：', failed: '政策文件未能载入。' },
  en: {
    intro: 'The criteria, in the words of the policy:',
    choose: 'Please choose a policy:',
    failed: 'The policy file could not be loaded.'
  }
};

/** The folder of this script, with a slash at its end. */
function scriptFolder() {
  var scripts = document.getElementsByTagName('script');
  for (var i = 0; i < scripts.length; i += 1) {
    var parts = /^(.*\/)?drc-assessment-plain\.js(\?|$)/.exec(scripts[i].src);
    if (parts) return parts[1] || '';
  }
  return '';
}

// Read now: the script's element may be removed once it has run.
var folder = scriptFolder();
var api = window.DrcAssessment;

/**
 * Adds a new element to `parent`.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Element} parent
 * @param {Tag} tag
 * @param {string} [text]
 */
function add(parent, tag, text) {
  var node = document.createElement(tag);
  if (text) node.appendChild(document.createTextNode(text));
  parent.appendChild(node);
  return node;
}

/**
 * Sets a class, where the text stands in the widget's shadow root, which has a stylesheet.
 * @param {Element} node
 * @param {string} name
 */
function setClass(node, name) {
  if (api) node.className = name;
}

/** @param {Element} node */
function clear(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
}

/**
 * The data of an element of the offline page, or null in the served build.
 * @param {string} name
 */
function embedded(name) {
  var holder = document.getElementById('drc-assessment-' + name);
  return holder && JSON.parse(holder.textContent || 'null');
}

/**
 * Loads a JSON file and calls `use` with its value, or with null if it cannot be loaded.
 * @param {string} url
 * @param {(value: any) => void} use
 */
function load(url, use) {
  var request = new XMLHttpRequest();
  request.onload = function () {
    var value = null;
    try {
      if (request.status === 200) value = JSON.parse(request.responseText);
    } catch (error) {
      // Not JSON: the same as a file that cannot be loaded.
    }
    use(value);
  };
  request.onerror = function () {
    use(null);
  };
  request.open('GET', url);
  request.send();
}

/**
 * @param {string} key An id, or the URL of a policy file.
 * @param {(policy: Policy | null) => void} use
 */
function loadPolicy(key, use) {
  var own = embedded('policies');
  var found = null;
  for (var i = 0; own && i < own.length; i += 1) if (own[i].id === key) found = own[i];
  if (own) use(found);
  else load(/[./]/.test(key) ? key : folder + 'policies/' + encodeURIComponent(key) + '.json', use);
}

/**
 * Whether a criterion is one of a group's: named there, or below one that is.
 * @param {string} id
 * @param {string[]} prefixes
 */
function isWithin(id, prefixes) {
  for (var i = 0; i < prefixes.length; i += 1) {
    if (id === prefixes[i] || id.indexOf(prefixes[i] + '.') === 0) return true;
  }
  return false;
}

/**
 * @param {Element} target
 * @param {Words} words
 * @param {Policy | null} policy
 * @param {string | null} zoneType Criteria of other types are left out.
 */
function showPolicy(target, words, policy, zoneType) {
  clear(target);
  if (!policy || !policy.criteria || !policy.groups) {
    add(target, 'p', words.failed);
    return;
  }
  add(target, 'h2', policy.title);
  if (policy.number) add(target, 'p', policy.number);
  add(target, 'p', words.intro);
  for (var i = 0; i < policy.groups.length; i += 1) {
    var group = policy.groups[i];
    var list = null;
    for (var j = 0; j < policy.criteria.length; j += 1) {
      var item = policy.criteria[j];
      var types = item.zone_types;
      if (!isWithin(item.id, group.criteria) || (types && zoneType && types.indexOf(zoneType) < 0)) continue;
      if (!list) {
        setClass(add(target, 'h3', group.title), 'drc-section');
        list = add(target, 'ul');
      }
      add(list, 'li', item.citation.locator + '：' + item.citation.quote);
    }
  }
}

/**
 * Lists the policies to choose from; the one chosen is shown below.
 * @param {Element} target
 * @param {Words} words
 * @param {CatalogueEntry[] | null} catalogue
 * @param {string | null} zoneType
 */
function showCatalogue(target, words, catalogue, zoneType) {
  add(target, 'p', catalogue ? words.choose : words.failed);
  var list = add(target, 'ul');
  var shown = add(target, 'div');
  /** @param {CatalogueEntry} entry */
  function addChoice(entry) {
    var button = add(add(list, 'li'), 'button', entry.title);
    button.type = 'button';
    setClass(button, 'drc-btn');
    button.onclick = function () {
      loadPolicy(entry.id, function (policy) {
        showPolicy(shown, words, policy, zoneType);
      });
    };
  }
  for (var i = 0; catalogue && i < catalogue.length; i += 1) addChoice(catalogue[i]);
}

/** @param {Element} element */
function languageOf(element) {
  return isEnglish(element.getAttribute('lang')) ? 'en' : 'zh';
}

/**
 * Shows the policy that `element` names, or what there is to choose from.
 * @param {DrcAssessmentElement} element
 * @param {Element} target
 */
function show(element, target) {
  var words = WORDS[languageOf(element)];
  var zoneType = element.getAttribute('zone-type');
  var key = element.getAttribute('policy');
  setClass(target, 'drc-body');
  if (element.policy) {
    showPolicy(target, words, element.policy, zoneType);
  } else if (key) {
    loadPolicy(key, function (policy) {
      showPolicy(target, words, policy, zoneType);
    });
  } else if (embedded('catalogue')) {
    showCatalogue(target, words, embedded('catalogue'), zoneType);
  } else {
    load(folder + 'policies/catalogue.json', function (catalogue) {
      showCatalogue(target, words, catalogue, zoneType);
    });
  }
}

function showAll() {
  var elements = document.getElementsByTagName('drc-assessment');
  for (var i = 0; i < elements.length; i += 1) {
    clear(elements[i]);
    add(elements[i], 'p', SENTENCES[languageOf(elements[i])]).setAttribute('role', 'alert');
    show(elements[i], add(elements[i], 'div'));
  }
}

if (api) {
  // The widget's script has loaded this and calls `show`.
  // Not part of the published API, so the types do not know it.
  var register =
    typeof Symbol === 'function' && /** @type {any} */ (api)[Symbol['for']('drc-assessment parts ' + VERSION)];
  if (register) register('plain', { sentences: {}, show: show });
} else if (document.readyState === 'loading') {
  document.addEventListener('DOMContentLoaded', showAll);
} else {
  showAll();
}

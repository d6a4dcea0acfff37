// Entry of drc-assessment-plain.js: the criteria as text where the program cannot run. Written in
// the JavaScript of 2009, for the oldest kernels: index.html hands it to browsers without modules
// (nomodule), and the script loads it when it cannot start.

import { isEnglish } from './element/language.js';

(function () {
  'use strict';

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

  function base() {
    var scripts = document.getElementsByTagName('script');
    for (var i = 0; i < scripts.length; i += 1) {
      var parts = /^(.*\/)?drc-assessment-plain\.js(\?|$)/.exec(scripts[i].src);
      if (parts) return parts[1] || '';
    }
    return '';
  }

  // Known only while the script runs: who loaded it may take its element away.
  var folder = base();
  var api = window.DrcAssessment;

  function add(parent, tag, text) {
    var node = document.createElement(tag);
    if (text) node.appendChild(document.createTextNode(text));
    parent.appendChild(node);
    return node;
  }

  // The stylesheet is that of the widget's inside.
  function style(node, name) {
    if (api) node.className = name;
  }

  function clear(node) {
    while (node.firstChild) node.removeChild(node.firstChild);
  }

  function embedded(name) {
    var holder = document.getElementById('drc-assessment-' + name);
    return holder && JSON.parse(holder.textContent);
  }

  /** Calls `use` with what the file holds, or with null. */
  function load(url, use) {
    var request = new XMLHttpRequest();
    request.onload = function () {
      var value = null;
      try {
        if (request.status === 200) value = JSON.parse(request.responseText);
      } catch (error) {
        // Not JSON: as if it were not there.
      }
      use(value);
    };
    request.onerror = function () {
      use(null);
    };
    request.open('GET', url);
    request.send();
  }

  function loadPolicy(key, use) {
    var own = embedded('policies');
    var found = null;
    for (var i = 0; own && i < own.length; i += 1) if (own[i].id === key) found = own[i];
    if (own) use(found);
    else load(/[./]/.test(key) ? key : folder + 'policies/' + encodeURIComponent(key) + '.json', use);
  }

  function isWithin(id, prefixes) {
    for (var i = 0; i < prefixes.length; i += 1) {
      if (id === prefixes[i] || id.indexOf(prefixes[i] + '.') === 0) return true;
    }
    return false;
  }

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
          style(add(target, 'h3', group.title), 'drc-section');
          list = add(target, 'ul');
        }
        add(list, 'li', item.citation.locator + '：' + item.citation.quote);
      }
    }
  }

  function offer(target, words, catalogue, zoneType) {
    add(target, 'p', catalogue ? words.choose : words.failed);
    var list = add(target, 'ul');
    var shown = add(target, 'div');
    function addChoice(entry) {
      var button = add(add(list, 'li'), 'button', entry.title);
      button.type = 'button';
      style(button, 'drc-btn');
      button.onclick = function () {
        loadPolicy(entry.id, function (policy) {
          showPolicy(shown, words, policy, zoneType);
        });
      };
    }
    for (var i = 0; catalogue && i < catalogue.length; i += 1) addChoice(catalogue[i]);
  }

  function langOf(element) {
    return isEnglish(element.getAttribute('lang')) ? 'en' : 'zh';
  }

  /** Lists into `target` what `element` would have asked for. */
  function show(element, target) {
    var words = WORDS[langOf(element)];
    var zoneType = element.getAttribute('zone-type');
    var key = element.getAttribute('policy');
    style(target, 'drc-body');
    if (element.policy) {
      showPolicy(target, words, element.policy, zoneType);
    } else if (key) {
      loadPolicy(key, function (policy) {
        showPolicy(target, words, policy, zoneType);
      });
    } else if (embedded('catalogue')) {
      offer(target, words, embedded('catalogue'), zoneType);
    } else {
      load(folder + 'policies/catalogue.json', function (catalogue) {
        offer(target, words, catalogue, zoneType);
      });
    }
  }

  function showAll() {
    var elements = document.getElementsByTagName('drc-assessment');
    for (var i = 0; i < elements.length; i += 1) {
      clear(elements[i]);
      add(elements[i], 'p', SENTENCES[langOf(elements[i])]).setAttribute('role', 'alert');
      show(elements[i], add(elements[i], 'div'));
    }
  }

  if (api) {
    // The program is there and asks when it needs this.
    var register = typeof Symbol === 'function' && api[Symbol['for']('drc-assessment parts ' + VERSION)];
    if (register) register('plain', { sentences: {}, show: show });
  } else if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', showAll);
  } else {
    showAll();
  }
})();

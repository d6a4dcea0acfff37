// The widget in React 19, which sets what it finds on the element as a property and listens to `ondrc-change`.
// React 18 and earlier set attributes only: add the listener and set `answers` by a ref.

import { createElement, createRoot, useState } from './vendor/react.js';

function Assessment() {
  const [zoneType, setZoneType] = useState('modern_logistics');
  const [answers, setAnswers] = useState(null);
  const [verdict, setVerdict] = useState('尚无');
  const take = (event) => {
    setVerdict(event.detail.message);
    // The same answers set again change nothing.
    setAnswers(event.target.answers);
  };
  return createElement(
    'div',
    null,
    createElement('p', { className: 'note' }, '总体结论：', createElement('output', null, verdict)),
    createElement(
      'p',
      { className: 'note' },
      createElement('button', { type: 'button', onClick: () => setZoneType('tourism') }, '换成旅游休闲集聚区'),
    ),
    // In JSX: <drc-assessment policy="…" zone-type={zoneType} answers={answers} ondrc-change={take} />
    createElement('drc-assessment', {
      policy: 'shanxi-2019-394',
      'zone-type': zoneType,
      'as-of': '2026-11-22',
      answers,
      'ondrc-change': take,
    }),
  );
}

createRoot(document.getElementById('app')).render(createElement(Assessment));

// The widget in Vue 3. Vue sets what it finds on the element as a property, and all else as an attribute: both work.

import { createApp, h, ref } from './vendor/vue.js';

createApp({
  setup() {
    const zoneType = ref('modern_logistics');
    const answers = ref(null);
    const verdict = ref('尚无');
    const take = (event) => {
      verdict.value = event.detail.message;
      // The same answers set again change nothing.
      answers.value = event.target.answers;
    };
    return () => [
      h('p', { class: 'note' }, ['总体结论：', h('output', verdict.value)]),
      h('p', { class: 'note' }, [
        h('button', { type: 'button', onClick: () => (zoneType.value = 'tourism') }, '换成旅游休闲集聚区'),
      ]),
      // In a template: <drc-assessment policy="…" :zone-type="zoneType" :answers="answers" @drc-change="take" />
      h('drc-assessment', {
        policy: 'shanxi-2019-394',
        'zone-type': zoneType.value,
        'as-of': '2026-11-22',
        answers: answers.value,
        'onDrc-change': take,
      }),
    ];
  },
}).mount('#app');

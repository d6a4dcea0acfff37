// Fills in what this office knows already, and shows what comes of it.

const assessment = document.querySelector('drc-assessment');

assessment.addEventListener('drc-change', (event) => {
  const { message, counts } = event.detail;
  const said = `${message}（符合 ${counts.met} 项，有差距 ${counts.not_met} 项，待填 ${counts.unknown} 项）`;
  document.getElementById('verdict').textContent = said;
});

assessment.answers = {
  policy: 'shanxi-2019-394',
  zone_type: 'modern_logistics',
  name: '示例物流园',
  facts: {
    planned_land_area: { value: '300', unit: '亩' },
    logistics_enterprise_count: { value: 7, unit: '家' },
    unified_management: true,
  },
};

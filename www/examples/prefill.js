const assessment = document.querySelector('drc-assessment');

assessment.addEventListener('drc-change', (event) => {
  const { verdict, message } = event.detail;
  document.getElementById('verdict').textContent = `${verdict}：${message}`;
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

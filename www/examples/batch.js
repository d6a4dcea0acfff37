// Hands zones over that this system knows already, and reads what comes of them.

const batch = document.querySelector('drc-assessment');
const said = document.getElementById('said');

batch.addEventListener('drc-progress', (event) => {
  said.textContent = `已评 ${event.detail.rows} 行`;
});

batch.addEventListener('drc-results', async (event) => {
  const summaries = await batch.readResults(0, 100);
  const short = summaries.filter((summary) => summary.short.length > 0);
  said.textContent = `共 ${event.detail.zones} 个，前 100 个中有差距的 ${short.length} 个`;
});

document.getElementById('give').addEventListener('click', () => {
  batch.rows = [
    {
      policy: 'shanxi-2019-394',
      zone_type: 'modern_logistics',
      name: '示例物流园甲',
      facts: { planned_land_area: { value: '240', unit: '亩' }, logistics_enterprise_count: { value: 7, unit: '家' } },
    },
    {
      policy: 'shanxi-2019-394',
      zone_type: 'modern_logistics',
      name: '示例物流园乙',
      facts: {
        planned_land_area: { value: '20', unit: '公顷' },
        logistics_enterprise_count: { value: 12, unit: '家' },
      },
    },
    {
      policy: 'shanxi-2019-394',
      zone_type: 'ecommerce',
      name: '示例电商园',
      facts: { unified_management: true },
    },
  ];
});

// Shows a policy file from this machine in the widget: its faults, or what a visitor would see.

const widget = document.querySelector('drc-assessment');
const shown = document.getElementById('shown');
const said = document.getElementById('said');

document.getElementById('file').addEventListener('change', async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  const text = await new Response(file).text();
  let policy;
  try {
    policy = JSON.parse(text);
  } catch (error) {
    shown.hidden = true;
    said.textContent = `${file.name} 不是有效的 JSON 文件：${error.message}`;
    return;
  }
  await DrcAssessment.ready;
  const faults = DrcAssessment.check(policy);
  said.textContent =
    faults.length > 0 ? `${file.name} 有 ${faults.length} 处问题，见下。` : `${file.name} 没有发现问题。`;
  shown.hidden = false;
  widget.policy = policy;
});

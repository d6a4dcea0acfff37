// What can go wrong with a report, as in element/failure.js: Chinese, English.

export const SENTENCES = {
  report: ['报告未能生成，填报内容不受影响。', 'The report could not be made; the answers are kept.'],
  print: [
    '当前浏览器或所在页面不支持打印。请下载网页文件，用其他浏览器打开后打印。',
    'This browser or page does not print. Please download the HTML file and print it from another browser.',
  ],
  'answers-file': [
    '所选文件不是填报文件或已损坏，未打开，原有填报内容没有改动。',
    'The file holds no answers or is damaged; nothing was changed.',
  ],
  'answers-policy': [
    '所选文件或链接是另一份政策的填报，未打开，原有填报内容没有改动。',
    'The file or link holds answers for another policy; nothing was changed.',
  ],
  'answers-saved': [
    '保存在本机浏览器中的填报内容已损坏，未打开。',
    'The answers saved in this browser are damaged and were not opened.',
  ],
  'answers-link': [
    '链接中的填报内容不完整或已损坏，未打开。',
    'The answers in the link are damaged and were not opened.',
  ],
  download: [
    '当前浏览器不支持保存文件。请直接打印，或换用其他浏览器。',
    'This browser cannot save files. Please print the report or use another browser.',
  ],
};

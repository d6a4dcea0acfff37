// Every word that the workshop says, but for those of the engine and of the schema.

export const WORDS = {
  title: '政策编写台',
  tooOld:
    '政策编写台没有打开：当前浏览器版本过低，或者脚本已被关闭。请使用 Chromium 97 及以上内核的浏览器、Firefox ESR 115 及以上或 Safari 16.4 及以上；双核浏览器请切换到极速模式。',

  file: '文件',
  blank: '新建空白文件',
  open: '打开文件…',
  published: '打开已有政策',
  choosePublished: '选择一份',
  save: '保存政策文件',
  format: '整理格式',
  unsaved: '有未保存的修改',
  unnamed: '未命名.json',
  draft: '在本浏览器保存草稿',
  draftHint: '勾选后，正在编写的内容随时存入本浏览器，下次打开时恢复；取消勾选即删除。',
  draftRestored: '已恢复上次的草稿。',
  draftTaken: '草稿改由另一个标签页保存，这里不再保存草稿。',
  draftFailed: '本浏览器不能保存草稿，请及时保存政策文件。',
  unreadable: '这个文件读不出来：不是文本文件，或者文字编码不是 UTF-8、UTF-16 或 GB18030（GBK）。',
  tooLarge: '文件过大，没有打开。',
  notDownloaded: '当前浏览器或所在页面不支持保存文件，请换用其他浏览器。',
  /** @param {string} name */
  downloaded: (name) => `已交给浏览器保存：${name}`,

  askTitle: '有未保存的修改',
  /** @param {string} name */
  ask: (name) => `“${name}”的修改还没有保存。打开另一份会放弃这些修改。`,
  askDiscard: '放弃修改，继续打开',
  askStay: '返回继续编写',

  editor: '政策文件',
  keys: 'Ctrl+空格 提示可写的内容；按 Esc 再按 Tab 离开编辑区；Ctrl+F 查找；Ctrl+Z 撤销。',
  noFaults: '没有问题',
  /** @param {number} count */
  faults: (count) => `${count} 处问题`,
  /** @param {number} count */
  warnings: (count) => `${count} 处提醒`,
  faultList: '问题',
  /** @param {number} line */
  line: (line) => `第 ${line} 行`,
  engineFailed: '检查程序没有启动，请刷新页面；仍不能启动的，请换用新版浏览器。',
  engineStopped: '检查程序意外中断，已重新启动，请再改动一次内容。',

  panes: '编写、试用与发布',
  paneEdit: '编写',
  paneTry: '试用',
  paneCases: '测试',
  paneText: '原文',
  paneDifference: '差异',
  panePublish: '发布',

  tryNothing: '政策文件没有问题以后，这里显示它的自评页面。',
  tryStale: '政策文件目前有问题，下面是改动之前的样子。',

  casesTitle: '用案例检验',
  casesFaults: '案例中的问题和不符之处',
  outcomes: { met: '满足', not_met: '未满足', unknown: '待填', discretionary: '须认定', reference: '对照' },
  unknown: '不清楚',
  casesGiven: ['类型', '自评日期'],
  casesYesNo: ['是', '否'],
  casesVerdict: '结论',
  casesAbsent: '不适用',
  verdicts: ['有差距', '未发现差距', '尚未填完', '有差距，可能适用放宽规定', '没有规定认定条件'],
  casesEditor: '案例文件',
  casesIntro:
    '案例写明填什么（given）、应当得出什么（then），只写有关的几项，编号和名称都可以。每次改动政策文件或案例以后重新检验。',
  casesNothing: '政策文件没有问题以后，才能检验案例。',
  casesOpen: '打开案例文件…',
  casesSave: '保存案例文件',
  casesAdd: '把试用中的填报加为一例',
  casesNoAnswers: '试用页面还没有填报。',
  /** @param {number} number */
  casesName: (number) => `试用中的填报 ${number}`,
  /** @param {number} total @param {number} passed */
  casesState: (total, passed) => (total === passed ? `${total} 例，全部相符` : `${total} 例，${total - passed} 例不符`),
  casePassed: '相符',
  caseFailed: '不符',
  casesUntried: '还没有案例的条款',
  casesNumbers: '还缺案例的数值',

  textTitle: '对照原文',
  textIntro: '把政策原文粘贴在这里，逐句标出已经引用的和还没有收入的，并指出与原文不符的引文。',
  textField: '政策原文',
  textOpen: '打开原文（文本文件）…',
  textNothing: '政策文件没有问题以后，才能对照原文。',
  textOnlyOpen: '只看没有收入的句子',
  textMisquoted: '与原文不符的引文',
  textSentences: '原文逐句',
  textQuoted: '已收',
  textOpenSentence: '未收',

  differenceTitle: '与旧版比较',
  differenceIntro:
    '列出旧版到现在这份的增删和改动，更严还是更宽，以及对填报的影响。没有加入填报文件的，用试用中的填报。',
  differencePublished: '旧版',
  differenceChoose: '选择一份',
  differenceOpen: '打开旧版文件…',
  differenceAnswers: '加入填报文件…',
  differenceNothing: '政策文件没有问题以后，才能比较版本。',
  differenceNoOld: '先选择或打开旧版。',
  /** @param {string} name */
  differenceOld: (name) => `旧版：${name}`,
  /** @param {string} name @param {number} count */
  differenceRows: (name, count) => `填报：${name}（${count} 组）`,
  differenceTrial: '试用中的填报',
  differenceSame: '两个版本没有差别。',
  /** @param {number} count */
  differenceChanges: (count) => `${count} 处改动`,
  differenceZones: '对填报的影响',
  differenceOldFaulty: '旧版文件有问题，不能比较：',
  differenceRowsFaulty: '这个文件不是填报，没有采用。',

  publishNothing: '政策文件还有问题，改好以后才能取走要发布的文件。未完成的内容可用上方“保存政策文件”保存。',
  publishId: '编号 id 只能用小写字母、数字和连字符，网页才能按编号打开；请先修改编号。',
  publishReady: '政策文件没有问题，可以取走下面三个文件。',
  publishReplaces: '编号与一份已有政策相同，放到网站上会替换那一份。',
  policyTitle: '一、政策文件',
  policyWhere: '放进网站 dist 文件夹下的 policies 文件夹。',
  catalogueTitle: '二、政策目录',
  catalogueWhere: '放进同一个 policies 文件夹，替换原有的同名文件，选择政策的页面就会列出这份政策。',
  catalogueBase: '以网站现有的目录为底…',
  catalogueBaseHint: '目录默认以本编写台自带的为底。网站上已经另外增加过政策的，先选择网站现有的 catalogue.json。',
  /** @param {string} name @param {number} count */
  catalogueBaseIs: (name, count) => `以 ${name} 为底（${count} 份政策）。`,
  catalogueOwn: '自带的目录',
  catalogueFaulty: '这个文件不是政策目录，没有采用。',
  offlineTitle: '三、离线网页',
  offlineWhere: '不必放到网站上：发给申报人，保存后双击即可打开，直接进入这份政策。',
  /** @param {string} name */
  take: (name) => `保存 ${name}`,
  addresses: '发布以后的地址',
  addressesHint: '放好前两个文件以后，用以下地址直接打开这份政策；第二个供其他网页嵌入。',
  otherReviewer: '没有问题只说明文件写得通。发布之前，请另一位同事拿原文逐条核对引文和数字。',

  json: {
    empty: '文件是空的。',
    space: '这里有全角空格或看不见的字符，请改成普通空格或删去。',
    /** @param {string} char @param {string} mark */
    fullWidth: (char, mark) => `这里是全角的“${char}”，请改成半角的 ${mark}`,
    quotes: '请用半角双引号 " 括起文字。',
    unclosedString: '文字后面缺少半角双引号 "',
    escape: '文字里的反斜杠、双引号和换行要写成 \\\\、\\" 和 \\n',
    number: '数字写法不对：不加逗号、正号和多余的 0；带单位的要加双引号，例如 "300 亩"',
    word: '文字要用半角双引号 " 括起来；不加引号的只有数字、true、false 和 null。',
    bareKey: '字段名要用半角双引号 " 括起来。',
    noColon: '字段名后面缺少半角冒号 : 和内容。',
    /** @param {string} key */
    noValue: (key) => `“${key}”的冒号后面缺少内容。`,
    noComma: '这一项后面缺少半角逗号 ,',
    lastComma: '最后一项后面不加逗号，请删去。',
    noItem: '逗号前面没有内容，请删去多余的逗号。',
    /** @param {string} end */
    unclosed: (end) => `缺少与它对应的 ${end}`,
    /** @param {string} end */
    otherBracket: (end) => `括号不对应：这里应当是 ${end}`,
    unexpected: '这个符号不应出现在这里。',
    more: '文件到前面已经结束，这里的内容是多余的，或者前面多写了括号。',
    deep: '括号层数过多。',
    /** @param {string} key */
    twice: (key) => `“${key}”写了两次，只有最后一次生效。`,
  },

  required: '必写',
  quantity: '数字加单位',
  fromOther: '其他政策已有',
};

/** What CodeMirror says, by its own English. */
export const EDITOR_PHRASES = {
  'Control character': '控制字符',
  'Selection deleted': '已删除所选内容',
  'Folded lines': '已折叠的行',
  'Unfolded lines': '已展开的行',
  to: '至',
  'folded code': '已折叠的内容',
  unfold: '展开',
  'Fold line': '折叠',
  'Unfold line': '展开',
  'Go to line': '转到行',
  go: '转到',
  Find: '查找',
  Replace: '替换为',
  next: '下一个',
  previous: '上一个',
  all: '全选',
  'match case': '区分大小写',
  'by word': '整词',
  regexp: '正则表达式',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前匹配',
  'replaced $ matches': '已替换 $ 处',
  'replaced match on line $': '已替换第 $ 行的一处',
  'on line': '所在行',
  Completions: '可写的内容',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
};

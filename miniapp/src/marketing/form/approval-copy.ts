import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    percent: '几乎全免：是不是填错了？',
    aboveMinimum: '减的比最低消费还多',
    large: '面额特别大，而且没有最低消费',
    belowCost: '最低价不到成本的一半',
    enormous: '数量乘以价格特别大：是不是多写了一个零？',
    unusual: '这样的优惠不寻常',
    oddNote: '填错了就改；确实这样发，就请一位同事看一眼，同意后会自动继续',
    ask: '请同事确认',
    waiting: '已请同事确认',
    waitingNote: '店长或另一位运营同意后会自动继续；离开也没关系，填好的都留着',
    stayNote: '店长或另一位运营同意后会自动继续，请留在这一页',
    refused: '同事没有同意',
    refusedNote: '改一改再提交',
  },
  en: {
    percent: 'Nearly everything is taken off: is that a slip?',
    aboveMinimum: 'It takes off more than has to be spent',
    large: 'It is worth a great deal, with no minimum spend',
    belowCost: 'The lowest price is less than half of what it costs you',
    enormous: 'All of it together is worth a great deal: is there a zero too many?',
    unusual: 'These terms are unusual',
    oddNote: 'If it is a slip, mend it. If it is meant, ask a colleague to look: it goes on by itself when they agree',
    ask: 'Ask a colleague',
    waiting: 'A colleague was asked',
    waitingNote: 'It goes on by itself when a manager or another marketer agrees. You may leave: nothing typed is lost',
    stayNote: 'It goes on by itself when a manager or another marketer agrees: please stay on this page',
    refused: 'A colleague did not agree',
    refusedNote: 'Change the terms and send them again',
  },
})

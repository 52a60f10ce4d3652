import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    title: '上线前看一眼',
    ok: '可以',
    warn: '请留意',
    stop: '不能上线',
    stopped: '有不能上线的地方，先改好再来',
    warned: '有几处请留意，看过就可以上线',
    fine: '一切就绪',
    confirm: '确认上线',
    confirmWarned: '看过了，上线',
    later: '先不上线',
    sending: '正在上线',
    launched: '已上线',
  },
  en: {
    title: 'Before the launch',
    ok: 'Fine',
    warn: 'Look again',
    stop: 'Stops it',
    stopped: 'Something stops it: mend that first',
    warned: 'Some things to look at once more; then it can go',
    fine: 'All is ready',
    confirm: 'Launch it',
    confirmWarned: 'I have looked: launch it',
    later: 'Not now',
    sending: 'Launching',
    launched: 'Live',
  },
})

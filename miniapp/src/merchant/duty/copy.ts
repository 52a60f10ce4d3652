import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    here: (since: string) => `上岗中 · ${since}起`,
    hereNote: '只能在这家店核销',
    colleagues: (names: string) => `同岗：${names}`,
    elsewhere: (store: string) => `您在${store}上岗`,
    elsewhereNote: '换到这家店，才能在这里核销',
    off: '还没有上岗',
    offNote: '上岗后，只在这家店核销，同事看得到您',
    begin: '上岗',
    move: '换到这家店',
    end: '下班',
    other: '另一家门店',
  },
  en: {
    here: (since: string) => `On duty since ${since}`,
    hereNote: 'You redeem at this store only',
    colleagues: (names: string) => `With you: ${names}`,
    elsewhere: (store: string) => `On duty at ${store}`,
    elsewhereNote: 'Move here to redeem here',
    off: 'Not on duty',
    offNote: 'Once on duty you redeem here only, and colleagues see you',
    begin: 'Begin',
    move: 'Move here',
    end: 'End',
    other: 'another store',
  },
})

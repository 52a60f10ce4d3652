import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    label: '图片（可不填）',
    choose: '选一张图片',
    change: '换一张',
    remove: '不要图片',
    note: '自动裁成 5:4，顾客在优惠页和分享卡片上看到',
    unreadable: '这张图片打不开，请换一张 JPG 或 PNG',
  },
  en: {
    label: 'Picture (optional)',
    choose: 'Choose a picture',
    change: 'Change it',
    remove: 'No picture',
    note: 'Cut to 5 : 4; guests see it on the offer and on share cards',
    unreadable: 'This picture cannot be opened: choose a JPEG or PNG',
  },
})

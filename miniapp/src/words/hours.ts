import type { OpenHours } from '../../../shared/hours.ts'
import type { Language } from '../../../shared/problems.ts'

const names: Record<Language, { days: string[]; every: string; join: string; next: string; all: string }> = {
  zh: {
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    every: '每天',
    join: '至',
    next: '次日',
    all: '24 小时',
  },
  en: {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    every: 'Every day',
    join: '–',
    next: 'next day ',
    all: '24 hours',
  },
}

/** 周一至周五 09:00–18:00；周六至周日 10:00–16:00 */
export function hoursWords(hours: OpenHours[], language: Language): string {
  const { days, every, join, next, all } = names[language]
  return hours
    .map(({ weekdays, from, to }) => {
      const [first = 1, last = first] = [weekdays[0], weekdays[weekdays.length - 1]]
      const inRow = weekdays.length > 2 && last - first === weekdays.length - 1
      const day = (nth: number) => days[nth - 1] ?? ''
      const when =
        weekdays.length === 7
          ? every
          : inRow
            ? `${day(first)}${join}${day(last)}`
            : weekdays.map(day).join(language === 'zh' ? '、' : ', ')
      return `${when} ${from === '00:00' && to === '24:00' ? all : `${from}–${to <= from ? next : ''}${to}`}`
    })
    .join(language === 'zh' ? '；' : '; ')
}

import { catalogue } from '../../words/catalogue'

export const copy = catalogue({
  zh: {
    lead: (who: string, free: number) => `${who} 的团，还差 ${free} 人`,
    size: (size: number, price: string) => `${size} 人团 每份 ${price}`,
    endsIn: '剩余',
    join: '去参团',
  },
  en: {
    lead: (who: string, free: number) => `${who}’s group needs ${free} more`,
    size: (size: number, price: string) => `Group of ${size}, ${price} each`,
    endsIn: 'Ends in',
    join: 'Join',
  },
})

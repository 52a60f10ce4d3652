/** Of the cards of the home page those of coupons: deals stand among them. */
export const batchesIn = <Card extends { kind: string }>(cards: Card[]) =>
  cards.filter((card): card is Extract<Card, { kind: 'batch' }> => card.kind === 'batch')

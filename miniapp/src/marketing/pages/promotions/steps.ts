/** Round amounts to raise a budget by, in fen: about a tenth of it, a half, as much again. */
export function steps(totalFen: number): number[] {
  const round = (fen: number) => {
    const unit = 10 ** Math.max(3, Math.floor(Math.log10(fen)))
    return Math.max(1000, Math.round(fen / unit) * unit)
  }
  return [...new Set([totalFen / 10, totalFen / 2, totalFen].map(round))]
}

/** The least and the most of each number that a merchant sets about check-ins: for the contract and for the form alike. */
export const checkInLimits = {
  fenceMetres: [50, 5000],
  farMetres: [500, 100_000],
  allowFrom: [1, 100],
  reviewFrom: [1, 100],
  speedKmh: [50, 2000],
  accountsPerPhone: [1, 50],
} as const

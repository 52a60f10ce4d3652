/**
 * Mistakes that other systems ship (architecture.md lists them), each as it would look in ours: what is replaced by what, and the test that
 * says no. `node local/planted/main.ts` plants them one by one in a copy of the tree.
 */
export interface Mistake {
  /** In the words of the list. */
  mistake: string
  /** Each `from` stands once in its file. */
  plants: { file: string; from: string; to: string }[]
  caught: { suite: string; test: string }
}

export const mistakes: Mistake[] = []

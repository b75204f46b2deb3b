/** The word that a misspelt one was meant to be. */
import { distance } from "fastest-levenshtein";

/** Edits forgiven at least, and letters of the word to one more edit. */
const leastEdits = 2;
const lettersPerEdit = 3;

/**
 * @param word     what was written
 * @param choices  what may be written
 * @returns the choice with the fewest edits (capitals decide between equals, then the first), if they are at most
 *   max(2, ⌊length / 3⌋) and at most half of the word
 */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const allowed = Math.max(leastEdits, Math.floor(word.length / lettersPerEdit));
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const choice of choices) {
    const edits =
      distance(word.toLowerCase(), choice.toLowerCase()) + (word === choice ? 0 : distance(word, choice)) / 1e3;
    // Any two words of three letters are three edits apart: more than half replaced is another word.
    const isAlike = 2 * Math.floor(edits) <= Math.max(word.length, choice.length);
    if (edits < fewest && Math.floor(edits) <= allowed && isAlike) {
      best = choice;
      fewest = edits;
    }
  }
  return best;
}

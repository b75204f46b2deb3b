/**
 * Waits until a buffer can be read.
 *
 * Dawn's package for Node looks after every turn of the event loop whether a promise of the GPU is due, as long as one is waited for. On
 * an adapter that runs on the CPU those turns took half of all the CPU time of a prefill. So the question is asked, withdrawn when
 * there is no answer after some turns, and asked again after a pause.
 */

/** What the host can do with time. */
export interface Patience {
  /** Over when the event loop has gone round once. */
  turn(): Promise<void>;
  /** A millisecond, or what is nearest to it, without work. */
  pause(): Promise<void>;
}

const mapRead = 0x1;
/** A yes is there after one, a refusal after two (Dawn 0.6.2). */
const turns = 3;

/** @param patience  undefined where waiting costs nothing, or speed is all: the promise is then waited for */
export async function mapped(buffer: GPUBuffer, bytes: number, patience: Patience | undefined): Promise<void> {
  if (patience === undefined) return await buffer.mapAsync(mapRead, 0, bytes);
  for (;;) {
    let isOver = false;
    const asked = buffer.mapAsync(mapRead, 0, bytes).finally(() => {
      isOver = true;
    });
    // Heard below, or withdrawn.
    asked.catch(() => undefined);
    for (let turn = 0; turn < turns && !isOver; turn++) await patience.turn();
    if (isOver) return await asked;
    buffer.unmap();
    await patience.pause();
  }
}

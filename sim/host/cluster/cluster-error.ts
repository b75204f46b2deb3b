/** Exit codes that array engines act upon (sysexits.h): 75 try again, 78 never. */
export const clusterCodes = Object.freeze({ tryAgain: 75, badConfiguration: 78 });

export class ClusterError extends Error {
  override readonly name = "ClusterError";
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

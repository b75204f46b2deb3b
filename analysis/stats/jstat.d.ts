/** The few functions of jstat 1.9.6 that are used. It brings no types of its own. */
declare module "jstat" {
  interface Distribution<P extends readonly number[]> {
    cdf(x: number, ...parameters: P): number;
    inv(p: number, ...parameters: P): number;
  }
  const jStat: {
    readonly normal: Distribution<[mean: number, sd: number]>;
    readonly chisquare: Distribution<[df: number]>;
    readonly centralF: Distribution<[df1: number, df2: number]>;
    readonly beta: Distribution<[alpha: number, beta: number]>;
    gammaln(x: number): number;
  };
  export default jStat;
}
